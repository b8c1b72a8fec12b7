// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

/**
 * How a question travels.
 *
 * @since 0.1
 */
public enum Transport {
    /** One datagram each way; what does not fit is cut. */
    UDP,
    /** A stream, for up to 64 KiB. */
    TCP
}
