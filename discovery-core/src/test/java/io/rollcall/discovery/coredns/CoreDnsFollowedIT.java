// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import static io.rollcall.discovery.coredns.ClusterPod.pod;
import static io.rollcall.discovery.coredns.ClusterPod.withoutHostname;
import static io.rollcall.discovery.coredns.ClusterService.headless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Failed;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.coredns.CoreDns.Settings;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.HeadlessDns;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods change in the Kubernetes API, CoreDNS follows, and so does what the library sees. */
class CoreDnsFollowedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ClusterService NGINX = headless("nginx").port("peer", 7000);

    private final KubernetesApi api = KubernetesApi.start();
    private final HeadlessDns headlessDns = HeadlessDns.start();

    @AfterEach
    void stop() {
        headlessDns.close();
        api.close();
    }

    @Test
    void podsOfAStatefulSet_areFollowedThroughTheirLife() throws Exception {
        HeadlessService wanted = wanted(3);
        try (CoreDns coreDns = CoreDns.start(api);
                DnsPeerDiscovery discovery = discovery(wanted, coreDns.address());
                DnsPeerDiscovery reference = discovery(wanted, headlessDns.address())) {
            Both both = new Both(discovery, reference);
            assertThat(look(discovery)).isInstanceOf(Absent.class);

            both.show(NGINX.pods(pod("web-0", "10.0.0.1").notReady()));
            both.show(NGINX.pods(pod("web-0", "10.0.0.1")), "web-0 10.0.0.1");
            both.show(NGINX.webPods(3), "web-0 10.20.0.1", "web-1 10.20.0.2", "web-2 10.20.0.3");
            both.show(
                    NGINX.pods(
                            pod("web-0", "10.20.0.1"),
                            pod("web-1", "10.20.0.2").notReady(),
                            pod("web-2", "10.20.0.3").deleted()),
                    "web-0 10.20.0.1");
            both.show(
                    NGINX.publishingNotReady()
                            .pods(
                                    pod("web-0", "10.20.0.1"),
                                    pod("web-1", "10.20.0.2").notReady(),
                                    pod("web-2", "10.20.0.3").deleted()),
                    "web-0 10.20.0.1",
                    "web-1 10.20.0.2",
                    "web-2 10.20.0.3");
            both.show(
                    NGINX.pods(pod("web-0", "10.20.0.1", "10.30.0.1"), pod("web-1", "10.20.0.2")),
                    "web-0 10.20.0.1 10.30.0.1",
                    "web-1 10.20.0.2");
            both.show(
                    NGINX.pods(pod("web-0", "10.30.0.1"), pod("web-1", "10.30.0.2")),
                    "web-0 10.30.0.1",
                    "web-1 10.30.0.2");
            both.show(
                    NGINX.pods(pod("web-0", "10.30.0.1", "fd00::1"), pod("web-1", "10.30.0.2", "fd00::2")),
                    "web-0 10.30.0.1 fd00:0:0:0:0:0:0:1",
                    "web-1 10.30.0.2 fd00:0:0:0:0:0:0:2");
            both.show(
                    NGINX.pods(withoutHostname("10.30.0.1"), pod("web-1", "10.30.0.2")),
                    "web-1 10.30.0.2",
                    "10-30-0-1 10.30.0.1");
            both.show(NGINX);
        }
    }

    @Test
    void portThatChanges_isFollowed() throws Exception {
        HeadlessService wanted = wanted(2);
        api.put(NGINX.webPods(2));
        try (CoreDns coreDns = CoreDns.start(api);
                DnsPeerDiscovery discovery = discovery(wanted, coreDns.address())) {
            assertThat(ports(discovery)).containsExactly(OptionalInt.of(7000), OptionalInt.of(7000));

            api.put(headless("nginx").port("peer", 7001).webPods(2));

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(ports(discovery)).containsExactly(OptionalInt.of(7001), OptionalInt.of(7001)));
        }
    }

    @Test
    void serviceThatGoes_isAbsent() throws Exception {
        api.put(NGINX.webPods(2));
        try (CoreDns coreDns = CoreDns.start(api);
                DnsPeerDiscovery discovery = discovery(wanted(2), coreDns.address())) {
            assertThat(look(discovery)).isInstanceOf(Found.class);

            api.remove(NGINX);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(look(discovery)).isInstanceOf(Absent.class));
        }
    }

    @Test
    void row20_podsInSeveralSlices_areAllFoundAndEachOnce() throws Exception {
        api.put(NGINX.webPods(25), 10, 2);
        try (CoreDns coreDns = CoreDns.start(api);
                DnsPeerDiscovery discovery = discovery(wanted(25), coreDns.address())) {
            Found found = (Found) look(discovery);

            assertThat(found.view().completeness()).isEqualTo(Completeness.COMPLETE);
            assertThat(found.view().peers())
                    .allSatisfy(peer -> assertThat(peer.addresses()).hasSize(1));
        }
    }

    @Test
    void row31_816And817Pods_areFoundWithTheirAddresses() throws Exception {
        api.put(NGINX.webPods(816));
        try (CoreDns coreDns = CoreDns.start(api);
                DnsPeerDiscovery discovery = discovery(wanted(817), coreDns.address())) {
            assertThat(withAddress(discovery)).isEqualTo(816);

            api.put(NGINX.webPods(817));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(withAddress(discovery)).isEqualTo(817));
        }
    }

    @ParameterizedTest(name = "{0} not loaded")
    @ValueSource(strings = {"namespaces", "services", "endpointslices"})
    void row46_coreDnsThatHasNotLoadedItsData_isAFailureAndNotAnEmptySet_untilItHas(String kind) throws Exception {
        api.put(NGINX.webPods(3));
        api.hold(kind);
        Settings impatient = Settings.USUAL.startupTimeout(Duration.ofMillis(200));
        try (CoreDns coreDns = CoreDns.start(api, impatient);
                DnsPeerDiscovery discovery = discovery(wanted(3), coreDns.address())) {
            LookupResult early = look(discovery);

            assertThat(early).isInstanceOf(Failed.class);
            assertThat(early.evidence())
                    .isNotEmpty()
                    .allSatisfy(evidence -> assertThat(evidence.verdict()).isEqualTo(Verdict.SERV_FAIL));

            api.release();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(look(discovery)).isInstanceOf(Found.class));
            assertThat(((Found) look(discovery)).view().completeness()).isEqualTo(Completeness.COMPLETE);
        }
    }

    private static HeadlessService wanted(int peers) {
        return HeadlessService.named("nginx")
                .portName("peer")
                .expectedPeers(peers)
                .build();
    }

    private static DnsPeerDiscovery discovery(HeadlessService service, InetSocketAddress server) {
        return DnsPeerDiscovery.builder(service).nameservers(List.of(server)).build();
    }

    private static LookupResult look(DnsPeerDiscovery discovery) throws Exception {
        return discovery.lookup().get(10, TimeUnit.SECONDS);
    }

    private static List<Peer> peers(DnsPeerDiscovery discovery) throws Exception {
        LookupResult result = look(discovery);
        assertThat(result).isNotInstanceOf(Failed.class);
        return result instanceof Found found ? found.view().peers() : List.of();
    }

    private static List<OptionalInt> ports(DnsPeerDiscovery discovery) throws Exception {
        return peers(discovery).stream().map(Peer::port).toList();
    }

    private static long withAddress(DnsPeerDiscovery discovery) throws Exception {
        return peers(discovery).stream()
                .filter(peer -> !peer.addresses().isEmpty())
                .count();
    }

    /** The same change to both servers, and the same view through both. */
    private final class Both {
        private final DnsPeerDiscovery throughCoreDns;
        private final DnsPeerDiscovery throughHeadlessDns;

        Both(DnsPeerDiscovery throughCoreDns, DnsPeerDiscovery throughHeadlessDns) {
            this.throughCoreDns = throughCoreDns;
            this.throughHeadlessDns = throughHeadlessDns;
        }

        void show(ClusterService service, String... expected) throws Exception {
            api.put(service);
            service.putInto(headlessDns);

            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(
                            () -> assertThat(namesAndAddresses(throughCoreDns)).containsExactly(expected));
            assertThat(namesAndAddresses(throughHeadlessDns)).containsExactly(expected);
        }

        private List<String> namesAndAddresses(DnsPeerDiscovery discovery) throws Exception {
            return peers(discovery).stream()
                    .map(peer -> peer.addresses().stream()
                            .map(address -> address.getHostAddress())
                            .reduce(peer.name(), (text, address) -> text + " " + address))
                    .toList();
        }
    }
}
