// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.xbill.DNS.Address;

/** Addresses from and to text, without ever asking a resolver. */
final class TextAddress {

    /** The first longest run of two or more zero groups (RFC 5952, section 4.2). */
    private static final List<Pattern> ZERO_RUNS = List.of(8, 7, 6, 5, 4, 3, 2).stream()
            .map(n -> Pattern.compile("(^|:)0(:0){" + (n - 1) + "}(:|$)"))
            .toList();

    private TextAddress() {}

    /** The addresses that the literals name, each once, in their order. */
    static List<InetAddress> parse(String... literals) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (String literal : literals) {
            try {
                addresses.add(Address.getByAddress(literal));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(
                        "\"" + literal + "\" is not an IPv4 or IPv6 address, and names are not looked up here", e);
            }
        }
        return List.copyOf(addresses);
    }

    /**
     * The label of an endpoint without a host name (CoreDNS, plugin/kubernetes/kubernetes.go, endpointHostname).
     *
     * @return {@code 10-1-2-3}, {@code 2001-db8--1}; a trailing dash gets a zero
     */
    static String dashed(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress().replace('.', '-');
        }
        String label = canonical(address).replace(':', '-');
        return label.endsWith("-") ? label + "0" : label;
    }

    private static String canonical(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder groups = new StringBuilder(39);
        for (int i = 0; i < bytes.length; i += 2) {
            int group = ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
            groups.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
        }
        for (Pattern run : ZERO_RUNS) {
            var matcher = run.matcher(groups);
            if (matcher.find()) {
                return matcher.replaceFirst("::");
            }
        }
        return groups.toString();
    }
}
