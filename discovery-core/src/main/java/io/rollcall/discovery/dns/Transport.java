// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

/** How a question travels. */
enum Transport {
    UDP,
    TCP
}
