// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.xbill.DNS.Name;

/** Finds the labels that pods have directly under a domain. Compares bytes, because every lookup does so for every peer. */
final class Labels {

    /** The domain in lower case, in its wire format with the root's zero at the end. */
    private final byte[] domain;

    Labels(Name domain) {
        this.domain = domain.toWireCanonical();
    }

    /**
     * The label of a name directly under the domain, in lower case.
     *
     * @return empty if it is not directly under it, or if the label has other characters than letters, digits and dashes
     */
    Optional<String> of(Name name) {
        byte[] wire = name.toWireCanonical();
        int end = wire[0] + 1;
        if (wire.length != end + domain.length || !Arrays.equals(wire, end, wire.length, domain, 0, domain.length)) {
            return Optional.empty();
        }
        for (int i = 1; i < end; i++) {
            byte c = wire[i];
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return Optional.empty();
            }
        }
        return Optional.of(new String(wire, 1, end - 1, StandardCharsets.ISO_8859_1));
    }

    /** The label that CoreDNS gives to an endpoint without a host name: the address with dashes. */
    static String dashed(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return (scope < 0 ? text : text.substring(0, scope)).replace('.', '-').replace(':', '-');
    }
}
