// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import static io.rollcall.discovery.coredns.ClusterService.headless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.discovery.coredns.CoreDns.Settings;
import io.rollcall.discovery.testing.Dig;
import io.rollcall.discovery.testing.HeadlessDns;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;

/** HeadlessDns and CoreDNS with the same settings, other than the usual ones. */
class HeadlessDnsSettingsAgainstCoreDnsIT {

    @ParameterizedTest(name = "TTL {0} s")
    @ValueSource(ints = {0, 1, 299, 301, 3600})
    void rows50And65_otherTtlAndClusterDomain_haveTheSameAnswers(int seconds) {
        assertSameAnswers(
                Settings.USUAL.zone("k8s.corp.example", Duration.ofSeconds(seconds)),
                List.of(headless("nginx").port("peer", 7000).webPods(3)),
                List.of(
                        Dig.query("_peer._tcp.nginx.default.svc.k8s.corp.example.", "SRV", 1232),
                        Dig.query("missing.default.svc.k8s.corp.example.", "A", 1232),
                        Dig.query("nginx.default.svc.k8s.corp.example.", "AAAA", 1232),
                        Dig.query("1.0.20.10.in-addr.arpa.", "PTR", 1232),
                        Dig.query("dns-version.k8s.corp.example.", "TXT", 1232),
                        Dig.query("nginx.default.svc.cluster.local.", "A", 1232)));
    }

    /** Above 1480 bytes over IPv4 and 1220 over IPv6 names are shortened although the whole fits. */
    @ParameterizedTest(name = "at {0}")
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void answersOfEverySizeUpTo4096_areShortenedAndCutAlike(String bindAddress) throws Exception {
        InetAddress loopback = InetAddress.getByName(bindAddress);
        assumeTrue(isOwn(loopback), "this machine has no address " + bindAddress);
        List<ClusterService> services = IntStream.rangeClosed(1, 64)
                .mapToObj(pods -> headless("s" + pods).port("peer", 7000).webPods(pods))
                .toList();
        assertSameAnswers(
                Settings.USUAL.bind(loopback).largestUdp(4096),
                services,
                services.stream()
                        .map(ClusterService::domain)
                        .flatMap(domain -> Stream.of(
                                Dig.query("_peer._tcp." + domain, "SRV", 4096),
                                Dig.query(domain, "A", 4096),
                                Dig.query(domain, "A", 1300)))
                        .toList());
    }

    private static boolean isOwn(InetAddress address) throws SocketException {
        return NetworkInterface.getByInetAddress(address) != null;
    }

    private static void assertSameAnswers(Settings settings, List<ClusterService> services, List<Message> queries) {
        try (KubernetesApi api = KubernetesApi.start();
                HeadlessDns ours = HeadlessDns.builder()
                        .bindAddress(settings.bindAddress())
                        .clusterDomain(settings.clusterDomain())
                        .ttl(settings.ttl())
                        .largestUdpAnswer(settings.largestUdp())
                        .start()) {
            for (ClusterService service : services) {
                api.put(service);
                service.putInto(ours);
            }
            try (CoreDns theirs = CoreDns.start(api, settings)) {
                for (Message query : queries) {
                    assertThat(Seen.of(Dig.at(ours).udp(query)))
                            .isEqualTo(Seen.of(new Dig(theirs.address()).udp(query)));
                }
            }
        }
    }
}
