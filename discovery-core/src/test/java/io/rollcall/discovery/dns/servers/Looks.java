// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Looks at a service, and what every whole look has to show. */
final class Looks {

    /** More than any of these takes, so that a slow machine shows as a slow test and not as a wrong answer. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Looks() {}

    static DnsPeerDiscovery discovery(HeadlessService service, InetSocketAddress... servers) {
        return DnsPeerDiscovery.builder(service)
                .nameservers(List.of(servers))
                .lookupDeadline(DEADLINE)
                .build();
    }

    static LookupResult at(HeadlessService service, InetSocketAddress... servers) {
        try (DnsPeerDiscovery discovery = discovery(service, servers)) {
            return look(discovery);
        }
    }

    static LookupResult look(DnsPeerDiscovery discovery) {
        try {
            return discovery.lookup().get(DEADLINE.toSeconds() + 5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Every pod in ordinal order, with its port and every address, and nobody else. */
    static Found assertComplete(LookupResult result, Published service, int port) {
        assertThat(result).isInstanceOf(Found.class);
        Found found = (Found) result;
        assertThat(found.view().peers())
                .extracting(peer -> peer.name())
                .containsExactlyElementsOf(IntStream.range(0, service.pods())
                        .mapToObj(i -> Published.SET + "-" + i)
                        .toList());
        assertThat(found.view().peers())
                .extracting(peer -> peer.addresses())
                .containsExactlyElementsOf(IntStream.range(0, service.pods())
                        .mapToObj(i ->
                                service.addresses(i).stream().map(Looks::parse).toList())
                        .toList());
        assertThat(found.view().peers())
                .allSatisfy(peer -> assertThat(peer.port()).hasValue(port));
        assertThat(found.view().whole()).isTrue();
        assertThat(found.view().completeness()).isEqualTo(Completeness.COMPLETE);
        return found;
    }

    static InetAddress parse(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
