// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.ServedService.ClusterIp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Name;
import org.xbill.DNS.ReverseMap;

/** Finds who has an address: CoreDNS, plugin/kubernetes/reverse.go. Pure. */
final class PointerLookup {

    private PointerLookup() {}

    /** The address whose owner {@code 5.0.1.10.in-addr.arpa.} asks for; empty if it is no whole address. */
    static Optional<InetAddress> address(Name name) {
        if (hasLeadingZero(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReverseMap.fromName(name));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Go's parser of addresses, which CoreDNS leaves it to, takes {@code 01} for no number. */
    private static boolean hasLeadingZero(Name name) {
        for (int i = 0; i < name.labels() - 1; i++) {
            String label = name.getLabelString(i);
            if (label.length() > 1 && label.startsWith("0")) {
                return true;
            }
        }
        return false;
    }

    /** The service with that cluster IP, else every endpoint with that address; empty if there is none. */
    static List<Name> owners(InetAddress address, ZoneSnapshot snapshot) {
        Set<Name> owners = new LinkedHashSet<>();
        for (ServedService service : snapshot.services().values()) {
            if (service.kind() instanceof ClusterIp virtual
                    && virtual.addresses().contains(address)) {
                return List.of(service.name());
            }
            for (Endpoint endpoint : service.endpoints()) {
                if (endpoint.address().equals(address)) {
                    owners.add(endpoint.name());
                }
            }
        }
        return List.copyOf(owners);
    }
}
