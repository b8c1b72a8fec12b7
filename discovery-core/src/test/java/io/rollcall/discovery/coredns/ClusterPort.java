// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

/**
 * A port of a service and of its pods.
 *
 * @param name empty for an unnamed one
 * @param protocol as the API writes it, {@code TCP}
 */
record ClusterPort(String name, String protocol, int number) {}
