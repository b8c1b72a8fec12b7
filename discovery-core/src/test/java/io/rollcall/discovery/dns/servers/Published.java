// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A headless service as a server publishes it: pods {@code web-0} and so on, as the Kubernetes DNS specification 1.1.0
 * lays out their records.
 *
 * @param number makes the addresses of services differ
 */
record Published(String name, int number, int pods, Families families, boolean hasPort) {

    static final String ZONE = "cluster.local.";
    static final String SET = "web";
    static final String PORT_NAME = "peer";
    static final int PORT = 7000;
    static final int DEFAULT_PORT = 7999;
    static final int TTL = 30;
    /** Less than the SOA's own TTL, so that it is the one that counts (RFC 2308, section 5). */
    static final int NEGATIVE_TTL = 20;

    private static final int HOSTS = 250;

    enum Families {
        IPV4,
        DUAL
    }

    static Published of(String name, int number, int pods) {
        return new Published(name, number, pods, Families.IPV4, true);
    }

    String domain() {
        return name + ".default.svc." + ZONE;
    }

    String srvName() {
        return "_" + PORT_NAME + "._tcp." + domain();
    }

    String podDomain(int ordinal) {
        return SET + "-" + ordinal + "." + domain();
    }

    List<String> addresses(int ordinal) {
        String ipv4 = "10." + number + "." + ordinal / HOSTS + "." + (ordinal % HOSTS + 1);
        return families == Families.IPV4
                ? List.of(ipv4)
                : List.of(ipv4, "fd00::" + number + ":" + Integer.toHexString(ordinal + 1));
    }

    /** What a user configures who knows everything about it. */
    HeadlessService.Builder configured() {
        return HeadlessService.ofDomain(domain())
                .portName(PORT_NAME)
                .defaultPort(DEFAULT_PORT)
                .statefulSet(SET)
                .expectedPeers(pods);
    }

    void publish(HeadlessDns dns) {
        dns.atomically(() -> {
            Service service = dns.service(name);
            if (hasPort) {
                service.port(PORT_NAME, PORT);
            }
            IntStream.range(0, pods)
                    .forEach(i -> service.pod(SET + "-" + i, addresses(i).toArray(String[]::new)));
        });
    }

    /** A zone file with these services. */
    static List<String> zoneFile(List<Published> services) {
        List<String> lines = new ArrayList<>(List.of(
                "$ORIGIN " + ZONE,
                "$TTL " + TTL,
                "@ SOA ns hostmaster 1 7200 1800 86400 " + NEGATIVE_TTL,
                "@ NS ns",
                "ns A 127.0.0.1"));
        services.forEach(service -> service.records().forEach(lines::add));
        return lines;
    }

    private Stream<String> records() {
        return IntStream.range(0, pods).boxed().flatMap(i -> {
            Stream<String> addresses =
                    addresses(i).stream().map(address -> (address.contains(":") ? " AAAA " : " A ") + address);
            Stream<String> both = addresses.flatMap(record -> Stream.of(domain() + record, podDomain(i) + record));
            return hasPort ? Stream.concat(both, Stream.of(srvName() + " SRV 0 1 " + PORT + " " + podDomain(i))) : both;
        });
    }
}
