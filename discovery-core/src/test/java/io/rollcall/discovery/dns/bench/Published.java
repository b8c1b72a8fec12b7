// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.List;

/** A DNS server of this process with one headless service in it. Its names are of a usual length. */
final class Published implements AutoCloseable {

    static final String NAME = "orders-cache";
    static final String PORT = "redis";

    /** Long enough that a slow machine shows as a figure and not as a failure. */
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    final HeadlessDns dns = HeadlessDns.start();
    private final Service service = dns.service(NAME + "-headless");
    private final int pods;

    /** Pods {@code orders-cache-0} and on, each with one IPv4 address. */
    Published(int pods) {
        this.pods = pods;
        dns.atomically(() -> {
            service.port(PORT, 6379);
            for (int i = 0; i < pods; i++) {
                service.pod(NAME + "-" + i, "10." + (1 + i / 65_536) + "." + i / 256 % 256 + "." + i % 256);
            }
        });
    }

    String domain() {
        return service.domain();
    }

    /** The name of the SRV records. */
    String srvName() {
        return "_" + PORT + "._tcp." + domain();
    }

    /** The service as one configures it who knows the StatefulSet. */
    HeadlessService known() {
        return described().portName(PORT).statefulSet(NAME).build();
    }

    /** The service's name and size, and nothing else. */
    HeadlessService.Builder described() {
        return HeadlessService.ofDomain(domain()).expectedPeers(pods).defaultPort(6379);
    }

    DnsPeerDiscovery discovery(HeadlessService wanted) {
        return DnsPeerDiscovery.builder(wanted)
                .nameservers(List.of(dns.address()))
                .lookupDeadline(DEADLINE)
                .build();
    }

    /** One look that must find every pod with its address. */
    Found look(DnsPeerDiscovery discovery) {
        return complete(discovery.lookup().join());
    }

    static Found complete(LookupResult result) {
        if (!(result instanceof Found found)) {
            throw new IllegalStateException("no peers found: " + result);
        }
        boolean addressed =
                found.view().peers().stream().allMatch(peer -> peer.endpoint().isPresent());
        if (found.view().completeness() != Completeness.COMPLETE
                || !found.view().whole()
                || !addressed) {
            throw new IllegalStateException(
                    "not complete: " + found.view().peers().size() + " of "
                            + found.view().service().expectedPeers() + " peers, whole "
                            + found.view().whole() + ", addressed "
                            + addressed + ", " + found.evidence() + " " + found.hints());
        }
        return found;
    }

    @Override
    public void close() {
        dns.close();
    }
}
