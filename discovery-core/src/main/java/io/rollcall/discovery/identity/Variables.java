// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

/** The names of the variables that a deployment fills through the downward API. */
record Variables(String podName, String podNamespace, String podIndex) {

    static final Variables DEFAULT = new Variables("POD_NAME", "POD_NAMESPACE", "POD_INDEX");
}
