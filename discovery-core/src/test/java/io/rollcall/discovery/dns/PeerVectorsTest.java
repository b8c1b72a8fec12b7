// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.LookupResult.Rung;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView.Source;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Pod;
import io.rollcall.discovery.testing.QueryFilter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the zone holds and what becomes of it; the rows are those of the project's table of DNS vectors. */
class PeerVectorsTest {

    @RegisterExtension
    final Cluster cluster = new Cluster();

    private static HeadlessService.Builder nginx() {
        return HeadlessService.named("nginx").expectedPeers(3);
    }

    @Test
    void row01_threeReady_threePeersInOrder_oneQuery() throws Exception {
        Found found = cluster.pods(3).found();

        assertThat(Cluster.peers(found))
                .containsExactly("web-0=10.1.0.0:7000", "web-1=10.1.0.1:7000", "web-2=10.1.0.2:7000");
        assertThat(found.rung()).isEqualTo(Rung.PORT);
        assertThat(found.view().source()).isEqualTo(Source.FRESH);
        assertThat(found.view().whole()).isTrue();
        assertThat(found.hints()).isEmpty();
        assertThat(cluster.queries()).isEqualTo("1 SRV/UDP");
    }

    @Test
    void row02_shuffledAddresses_sameSet() throws Exception {
        cluster.wanting(nginx().defaultPort(80)).nginx.pod("web-0", "10.0.0.9", "10.0.0.1", "10.0.0.5");

        for (int i = 0; i < 10; i++) {
            assertThat(cluster.peers())
                    .containsExactly("10-0-0-1=10.0.0.1:80", "10-0-0-5=10.0.0.5:80", "10-0-0-9=10.0.0.9:80");
        }
    }

    @Test
    void row03_onlyIpv4_noIpv6IsNoError() throws Exception {
        cluster.dns.inject(Fault.withoutGlue());

        Found found = cluster.pods(3).found();

        assertThat(Cluster.peers(found))
                .containsExactly("web-0=10.1.0.0:7000", "web-1=10.1.0.1:7000", "web-2=10.1.0.2:7000");
        assertThat(found.hints()).isEmpty();
        assertThat(found.evidence())
                .anySatisfy(seen -> assertThat(seen.verdict()).isEqualTo(Verdict.NO_DATA));
        assertThat(cluster.queries()).isEqualTo("3 A/UDP, 1 AAAA/UDP, 1 SRV/UDP");
    }

    @Test
    void row04_noneReady_absent() throws Exception {
        cluster.pods(1).nginx.pods().get(0).ready(false);

        LookupResult result = cluster.look();

        assertThat(result).isInstanceOf(Absent.class);
        assertThat(result.evidence()).allSatisfy(seen -> {
            assertThat(seen.verdict()).isEqualTo(Verdict.NX_DOMAIN);
            assertThat(seen.ttl()).isEqualTo(Duration.ofSeconds(30));
        });
    }

    @Test
    void row05_serviceAbsent_sameAsNoneReady() throws Exception {
        LookupResult result = cluster.wanting(HeadlessService.named("absent").portName("peer"))
                .look();

        assertThat(result).isInstanceOf(Absent.class);
        assertThat(result.hints()).isEmpty();
    }

    @Test
    void row06_namespaceAbsent_absent() throws Exception {
        LookupResult result = cluster.wanting(
                        HeadlessService.named("nginx").namespace("absent").portName("peer"))
                .look();

        assertThat(result).isInstanceOf(Absent.class);
    }

    @Test
    void row07_publishedUnready_isStillAPeer() throws Exception {
        cluster.pods(3).nginx.publishNotReadyAddresses(true).pods().get(1).ready(false);

        assertThat(cluster.peers()).hasSize(3);
    }

    @Test
    void row08_publishedTerminating_isStillAPeer() throws Exception {
        cluster.pods(3).nginx.publishNotReadyAddresses(true).pods().get(2).terminating();

        assertThat(cluster.peers()).hasSize(3);
    }

    @Test
    void row09_noPorts_addressesWithTheDefaultPort_namedBySweep() throws Exception {
        cluster.nginx.pod("web-0", "10.0.0.1");
        cluster.nginx.pod("web-1", "10.0.0.2");

        Found found =
                cluster.wanting(nginx().statefulSet("web").defaultPort(7000)).found();

        assertThat(Cluster.peers(found)).containsExactly("web-0=10.0.0.1:7000", "web-1=10.0.0.2:7000");
        assertThat(found.rung()).isEqualTo(Rung.SWEEP);
        assertThat(found.view().source()).isEqualTo(Source.SWEPT);
        assertThat(found.view().whole()).isTrue();
    }

    @Test
    void row10_noPorts_noSet_peersWithoutPortAndOrdinal() throws Exception {
        cluster.nginx.pod("web-0", "10.0.0.1");
        cluster.nginx.pod("web-1", "10.0.0.2");

        Found found = cluster.wanting(nginx()).found();

        assertThat(Cluster.peers(found)).containsExactly("10-0-0-1=10.0.0.1:", "10-0-0-2=10.0.0.2:");
        assertThat(found.view().peers())
                .allSatisfy(peer -> assertThat(peer.id()).isEmpty());
        assertThat(found.rung()).isEqualTo(Rung.ADDRESSES);
        assertThat(found.hints()).singleElement().asString().contains("configure the default port");
    }

    @Test
    void row11_unnamedPort_acceptedFromTheBareName() throws Exception {
        cluster.nginx.unnamedPort(9000).pod("web-0", "10.0.0.1");

        assertThat(cluster.wanting(nginx()).peers()).containsExactly("web-0=10.0.0.1:9000");
    }

    @Test
    void row12_unnamedPortOnAServerThatDeniesIt_fallsBackToAddresses() throws Exception {
        cluster.dns.inject(Fault.rcode("NXDOMAIN"), QueryFilter.any().type("SRV"));
        cluster.nginx.unnamedPort(9000).pod("web-0", "10.0.0.1");

        assertThat(cluster.wanting(nginx().statefulSet("web").defaultPort(9000)).peers())
                .containsExactly("web-0=10.0.0.1:9000");
    }

    @Test
    void row13_wrongPortName_peersWithoutThatPort_andTheHintNamesTheOthers() throws Exception {
        Found found = cluster.pods(3).wanting(nginx().portName("pear")).found();

        assertThat(Cluster.peers(found)).containsExactly("web-0=10.1.0.0:", "web-1=10.1.0.1:", "web-2=10.1.0.2:");
        assertThat(found.rung()).isEqualTo(Rung.SERVICE);
        assertThat(found.hints())
                .singleElement()
                .asString()
                .contains("\"pear\"")
                .contains("[7000]");
    }

    @Test
    void podsThatComeBetweenTwoQuestions_areNotTakenForAWrongPortName() throws Exception {
        cluster.dns.inject(Fault.rcode("NXDOMAIN"), QueryFilter.any().first(1));

        Found found = cluster.pods(3).found();

        assertThat(Cluster.peers(found))
                .containsExactly("web-0=10.1.0.0:7000", "web-1=10.1.0.1:7000", "web-2=10.1.0.2:7000");
        assertThat(found.hints()).isEmpty();
    }

    @Test
    void row14_twoPorts_pickedByName_noDoublePeers() throws Exception {
        cluster.pods(3).nginx.port("metrics", 9100);

        assertThat(cluster.peers())
                .containsExactly("web-0=10.1.0.0:7000", "web-1=10.1.0.1:7000", "web-2=10.1.0.2:7000");
    }

    @Test
    void row14_twoPortsAndNoName_noGuess_unlessTheDefaultIsConfigured() throws Exception {
        cluster.pods(3).nginx.port("metrics", 9100);

        Found found = cluster.wanting(nginx()).found();

        assertThat(Cluster.peers(found)).containsExactly("web-0=10.1.0.0:", "web-1=10.1.0.1:", "web-2=10.1.0.2:");
        assertThat(found.hints()).singleElement().asString().contains("[7000, 9100]");
    }

    @Test
    void row15_noHostName_peerWithoutOrdinal() throws Exception {
        cluster.pods(0).nginx.podWithoutHostname("10.1.0.5");

        Found found = cluster.found();

        assertThat(Cluster.peers(found)).containsExactly("10-1-0-5=10.1.0.5:7000");
        assertThat(found.view().peers().get(0).ordinal()).isEmpty();
    }

    @Test
    void row16_ipv6WithoutHostName_isNotReadAsAnOrdinal() throws Exception {
        cluster.pods(0).nginx.podWithoutHostname("5678:abcd::1");

        Found found = cluster.found();

        assertThat(found.view().peers()).singleElement().satisfies(peer -> {
            assertThat(peer.name()).isEqualTo("5678-abcd--1");
            assertThat(peer.id()).isEmpty();
        });
    }

    @Test
    void row18_oneHostNameTwoAddresses_onePeer() throws Exception {
        cluster.pods(0).nginx.pod("web-0", "10.0.0.1", "10.0.0.2");

        assertThat(cluster.peers()).containsExactly("web-0=10.0.0.1,10.0.0.2:7000");
    }

    @Test
    void row19_dualStack_onePeerBothFamilies_withAPreference() throws Exception {
        cluster.pods(0).nginx.pod("web-0", "fd00::1", "10.0.0.1");

        Found found = cluster.found();

        assertThat(Cluster.peers(found)).containsExactly("web-0=10.0.0.1,fd00:0:0:0:0:0:0:1:7000");
        assertThat(found.view().peers().get(0).endpoint(AddressFamily.IPV6))
                .hasValueSatisfying(endpoint ->
                        assertThat(endpoint.getAddress().getHostAddress()).isEqualTo("fd00:0:0:0:0:0:0:1"));
        assertThat(cluster.queries()).isEqualTo("1 SRV/UDP");
    }

    @Test
    void row19_dualStackWithoutGlue_bothFamiliesAreAskedFor() throws Exception {
        cluster.dns.inject(Fault.withoutGlue());
        cluster.pods(0).nginx.pod("web-0", "fd00::1", "10.0.0.1");

        assertThat(cluster.peers()).containsExactly("web-0=10.0.0.1,fd00:0:0:0:0:0:0:1:7000");
    }

    @Test
    void row19_dualStackWithHalfTheGlue_theOtherFamilyIsAskedFor() throws Exception {
        cluster.dns.inject(Fault.glueLimitedTo(3));
        cluster.pods(0).nginx.pod("web-0", "10.0.0.1", "fd00::1");
        cluster.nginx.pod("web-1", "10.0.0.2", "fd00::2");

        assertThat(cluster.peers())
                .containsExactly("web-0=10.0.0.1,fd00:0:0:0:0:0:0:1:7000", "web-1=10.0.0.2,fd00:0:0:0:0:0:0:2:7000");
    }

    @Test
    void row19_oneFamilyWanted_theOtherIsNeitherAskedForNorKept() throws Exception {
        cluster.dns.inject(Fault.withoutGlue(), QueryFilter.any().after(1));
        cluster.pods(0).nginx.pod("web-0", "fd00::1", "10.0.0.1");
        cluster.with(builder -> builder.only(AddressFamily.IPV6));

        assertThat(cluster.peers()).containsExactly("web-0=fd00:0:0:0:0:0:0:1:7000");
        assertThat(cluster.peers()).containsExactly("web-0=fd00:0:0:0:0:0:0:1:7000");
        assertThat(cluster.queries()).isEqualTo("1 AAAA/UDP, 2 SRV/UDP");
    }

    @Test
    void row20_addressTwice_keptOnce() throws Exception {
        cluster.dns.inject(Fault.glue(
                "web-0." + Cluster.DOMAIN + " 30 IN A 10.1.0.0", "WEB-0." + Cluster.DOMAIN + " 30 IN A 10.1.0.0"));

        assertThat(cluster.pods(1).peers()).containsExactly("web-0=10.1.0.0:7000");
    }

    @Test
    void row21_oldAndNewAddress_thenTheNewOne() throws Exception {
        Pod pod = cluster.pods(0).nginx.pod("web-0", "10.0.0.1", "10.0.0.9");
        assertThat(cluster.peers()).containsExactly("web-0=10.0.0.1,10.0.0.9:7000");

        pod.readdress("10.0.0.9");

        assertThat(cluster.peers()).containsExactly("web-0=10.0.0.9:7000");
    }

    @Test
    void row22_ordinalsFromFive() throws Exception {
        cluster.pods(0).wanting(nginx().portName("peer").firstOrdinal(5));
        for (int i = 5; i < 8; i++) {
            cluster.nginx.pod("web-" + i, "10.0.0." + i);
        }

        Found found = cluster.found();

        assertThat(found.view().peers())
                .extracting(peer -> peer.ordinal().getAsInt())
                .containsExactly(5, 6, 7);
        assertThat(found.view().missingOrdinals()).isEmpty();
    }

    @Test
    void row23_twoSets_bothKept_orFilteredByName() throws Exception {
        cluster.pods(1).nginx.pod("api-0", "10.2.0.0");
        assertThat(cluster.peers()).containsExactly("api-0=10.2.0.0:7000", "web-0=10.1.0.0:7000");
    }

    @Test
    void row23_twoSets_onlyTheConfiguredOneCounts() throws Exception {
        cluster.pods(1).nginx.pod("api-0", "10.2.0.0");

        assertThat(cluster.wanting(nginx().portName("peer").statefulSet("web")).peers())
                .containsExactly("web-0=10.1.0.0:7000");
    }

    @Test
    void row24_setNamedLikeAnOrdinal() throws Exception {
        cluster.pods(0).nginx.pod("web-2-10", "10.0.0.1");

        assertThat(cluster.found().view().peers().get(0).id()).contains(new PeerId("web-2", 10));
    }

    @Test
    void row28_mixedCase_samePeers() throws Exception {
        cluster.dns.inject(
                Fault.answer(
                        "_PEER._tcp.NGINX.default.svc.cluster.LOCAL. 30 IN SRV 0 50 7000 Web-0.Nginx.Default.svc.CLUSTER.local.",
                        "_peer._tcp.nginx.default.svc.cluster.local. 30 IN SRV 0 50 7000 web-0.nginx.default.svc.cluster.local."));
        cluster.dns.inject(Fault.glue("WEB-0.nginx.default.svc.cluster.local. 30 IN A 10.0.0.1"));

        assertThat(cluster.pods(3).peers()).containsExactly("web-0=10.0.0.1:7000");
    }

    @Test
    void row65_anotherClusterDomain() throws Exception {
        try (HeadlessDns dns =
                HeadlessDns.builder().clusterDomain("k8s.corp.example").start()) {
            dns.service("nginx").port("peer", 7000).pod("web-0", "10.0.0.1");
            cluster.wanting(nginx().clusterDomain("k8s.corp.example").portName("peer"))
                    .with(builder -> builder.nameservers(List.of(dns.address())));

            assertThat(cluster.peers()).containsExactly("web-0=10.0.0.1:7000");
        }
    }

    @Test
    void row68_selfNotListedYet_othersOnly() throws Exception {
        cluster.pods(2).wanting(nginx().portName("peer").self(new PeerId("web", 2)));

        Found found = cluster.found();

        assertThat(found.view().missingOrdinals()).containsExactly(2);
        assertThat(found.view().completeness()).isEqualTo(Completeness.QUORUM);
    }

    @Test
    void row69_scaleAndRestart_eachLookIsTheZoneOfItsMoment() throws Exception {
        cluster.pods(3);
        assertThat(cluster.peers()).hasSize(3);
        cluster.pods(5);
        assertThat(cluster.found().view().completeness()).isEqualTo(Completeness.OVERSIZE);
        cluster.nginx.removePod("web-4");
        cluster.nginx.removePod("web-3");
        cluster.nginx.removePod("web-2");
        cluster.nginx.pod("web-0", "10.9.9.9");

        assertThat(cluster.peers()).containsExactly("web-0=10.9.9.9:7000", "web-1=10.1.0.1:7000");
    }
}
