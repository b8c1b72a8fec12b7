// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Name;

/**
 * A service as one moment's answers see it.
 *
 * @param name the absolute name, {@code nginx.default.svc.cluster.local.}
 * @param ports at least one, {@link ServicePort#NONE} standing for none
 * @param endpoints in the order in which SRV records come
 * @param endpointsByLabel the same, found by label
 */
record ServedService(
        Name name,
        Kind kind,
        List<ServicePort> ports,
        List<Endpoint> endpoints,
        Map<String, List<Endpoint>> endpointsByLabel) {

    /** What a service with these pods serves now. */
    static ServedService of(
            Name name,
            Kind kind,
            Collection<ServicePort> ports,
            Collection<Pod> pods,
            boolean publishNotReadyAddresses) {
        List<ServicePort> declared = List.copyOf(ports);
        List<Endpoint> endpoints = new ArrayList<>(pods.size());
        Map<String, List<Endpoint>> byLabel = new HashMap<>();
        for (Pod pod : pods) {
            if (pod.isServed(publishNotReadyAddresses)) {
                endpoints.addAll(pod.endpoints(declared));
            }
        }
        for (Endpoint endpoint : endpoints) {
            byLabel.computeIfAbsent(endpoint.label(), label -> new ArrayList<>(2))
                    .add(endpoint);
        }
        List<ServicePort> served = declared.isEmpty() ? List.of(ServicePort.NONE) : declared;
        return new ServedService(name, kind, served, endpoints, byLabel);
    }

    /** What answers for the service's own name. */
    sealed interface Kind {}

    /** Its endpoints. */
    record Headless() implements Kind {}

    /** Virtual addresses. */
    record ClusterIp(List<InetAddress> addresses) implements Kind {}

    /** An alias. */
    record ExternalName(Name target) implements Kind {}
}
