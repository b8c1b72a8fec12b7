// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.ServedService.ClusterIp;
import io.rollcall.discovery.testing.ServedService.ExternalName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;

/** Finds what a name stands for: CoreDNS, plugin/kubernetes/kubernetes.go, Records and findServices. Pure. */
final class ServiceLookup {

    private ServiceLookup() {}

    /**
     * The matches of a name below a zone.
     *
     * @param zone the zone's part of the name, in the query's letter case
     * @return empty if there is no such name (NXDOMAIN); an empty list if it exists and has nothing (NODATA)
     */
    static Optional<List<Match>> find(Name name, Name zone, ZoneSnapshot snapshot) {
        Optional<ServiceName> parsed = ServiceName.parse(name, zone.labels());
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        ServiceName asked = parsed.get();
        if (asked.subtree().isEmpty()) {
            return Optional.of(List.of());
        }
        boolean reverse = !zone.equals(snapshot.clusterDomain());
        // Names of pods by address (pod.<zone>) are switched off, the plugin's default.
        if (reverse || asked.subtree().equals("pod") || !snapshot.namespaces().contains(asked.namespace())) {
            return Optional.empty();
        }
        if (asked.service().isEmpty()) {
            return Optional.of(List.of());
        }
        return snapshot.service(asked.service(), asked.namespace()).flatMap(service -> find(asked, service, zone));
    }

    private static Optional<List<Match>> find(ServiceName asked, ServedService service, Name zone) {
        if (service.kind() instanceof ExternalName external) {
            boolean plain = asked.endpoint().isEmpty()
                    && asked.port().isEmpty()
                    && asked.protocol().isEmpty();
            return plain ? Optional.of(List.of(new Match.Alias(external.target()))) : Optional.empty();
        }
        List<Match> matches = new ArrayList<>();
        if (service.kind() instanceof ClusterIp virtual && asked.endpoint().isEmpty()) {
            Name owner = inCaseOf(zone, service.name());
            for (ServicePort port : service.ports()) {
                if (port.matches(asked.port(), asked.protocol())) {
                    for (InetAddress address : virtual.addresses()) {
                        matches.add(new Match.AtAddress(owner, address, port));
                    }
                }
            }
        } else {
            List<Endpoint> endpoints = asked.endpoint().isEmpty()
                    ? service.endpoints()
                    : service.endpointsByLabel().getOrDefault(asked.endpoint(), List.of());
            for (Endpoint endpoint : endpoints) {
                for (ServicePort port : endpoint.ports()) {
                    if (port.matches(asked.port(), asked.protocol())) {
                        matches.add(new Match.AtAddress(inCaseOf(zone, endpoint.name()), endpoint.address(), port));
                    }
                }
            }
        }
        return matches.isEmpty() ? Optional.empty() : Optional.of(matches);
    }

    /** CoreDNS keeps the letters of the asked zone in the names it makes below it. */
    private static Name inCaseOf(Name zone, Name name) {
        Name own = new Name(name, name.labels() - zone.labels());
        return own.toString().equals(zone.toString())
                ? name
                : DnsLabel.absolute("name", name.relativize(own) + "." + zone);
    }
}
