// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.zone;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Pod;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of a zone file. Immutable.
 *
 * @param clusterDomain the cluster's DNS domain
 * @param ttl of every record
 * @param services the services, each with its pods
 * @since 0.1
 */
public record ZoneFile(String clusterDomain, Duration ttl, List<ServiceEntry> services) {

    /**
     * A service.
     *
     * @param name one label
     * @param namespace one label
     * @param ports number by name; the empty name is a port without one
     * @param publishNotReadyAddresses whether pods are listed before they are ready
     * @param clusterIps empty for a headless service
     * @param externalName what it is an alias of
     * @param pods its pods
     */
    public record ServiceEntry(
            String name,
            String namespace,
            Map<String, Integer> ports,
            boolean publishNotReadyAddresses,
            List<String> clusterIps,
            Optional<String> externalName,
            List<PodEntry> pods) {}

    /**
     * A pod.
     *
     * @param name its host name; empty for one without
     * @param addresses IP addresses
     * @param ready whether it is
     * @param ports its own numbers for the service's ports
     */
    public record PodEntry(Optional<String> name, List<String> addresses, boolean ready, Map<String, Integer> ports) {}

    /**
     * Reads the text of a file.
     *
     * @throws ZoneFileException if it is no zone file; the message says where and why
     */
    public static ZoneFile parse(String text) {
        return new ZoneFileReader().read(text);
    }

    /**
     * Has a server serve this and nothing else, as one change.
     *
     * @param before what it served so far
     * @throws IllegalArgumentException if a name, address or port is none; the server may then serve a part of it
     */
    public void serve(HeadlessDns dns, Optional<ZoneFile> before) {
        dns.atomically(() -> {
            before.ifPresent(old -> old.services.forEach(
                    entry -> dns.service(entry.name, entry.namespace).remove()));
            services.forEach(entry -> add(dns.service(entry.name, entry.namespace), entry));
        });
    }

    private static void add(Service service, ServiceEntry entry) {
        entry.ports.forEach(service::port);
        service.publishNotReadyAddresses(entry.publishNotReadyAddresses);
        if (!entry.clusterIps.isEmpty()) {
            service.clusterIp(entry.clusterIps.toArray(String[]::new));
        }
        entry.externalName.ifPresent(service::externalName);
        for (PodEntry pod : entry.pods) {
            String[] addresses = pod.addresses.toArray(String[]::new);
            Pod added = pod.name.isPresent()
                    ? service.pod(pod.name.get(), addresses)
                    : service.podWithoutHostname(addresses);
            added.ready(pod.ready);
            pod.ports.forEach(added::port);
        }
    }
}
