// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/** IPv4 before IPv6, then by the bytes as unsigned numbers; never the order of a DNS answer, which servers shuffle. */
enum AddressOrder implements Comparator<InetAddress> {
    INSTANCE;

    @Override
    public int compare(InetAddress left, InetAddress right) {
        byte[] a = left.getAddress();
        byte[] b = right.getAddress();
        return a.length != b.length ? Integer.compare(a.length, b.length) : Arrays.compareUnsigned(a, b);
    }
}
