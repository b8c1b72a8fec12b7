// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * The two kinds of address that a peer may have.
 *
 * @since 0.1
 */
public enum AddressFamily {
    /** A records. */
    IPV4,
    /** AAAA records. */
    IPV6;

    /** The family of an address. */
    public static AddressFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** Whether an address is of this family. */
    public boolean includes(InetAddress address) {
        return of(address) == this;
    }
}
