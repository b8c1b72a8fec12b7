// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

/**
 * How a DNS message travelled.
 *
 * @since 0.1
 */
public enum Transport {
    /** One datagram, as large as the client's EDNS size allows; 512 bytes without EDNS. */
    UDP,
    /** A stream of messages with a length of two bytes before each (RFC 7766). */
    TCP
}
