// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.Dig.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server answers for the pods behind a headless service; the row numbers are those of the project's table of DNS vectors. */
class PodVectorsTest extends NginxZone {

    @Test
    void row15_withoutHostname_hasDashedLabel() {
        nginx.podWithoutHostname("10.1.0.5");

        Answer answer = dig.udp(SRV, "SRV");

        assertThat(answer.data()).containsExactly("0 100 7000 10-1-0-5." + SVC);
        assertThat(answer.additional()).containsExactly("10-1-0-5." + SVC + " A 10.1.0.5");
        assertThat(dig.udp("10-1-0-5." + SVC, "A").data()).containsExactly("10.1.0.5");
    }

    @Test
    void row16_ipv6WithoutHostname_hasCompressedDashedLabel() {
        nginx.podWithoutHostname("5678:abcd::1");
        nginx.podWithoutHostname("2001:db8::");

        Answer answer = dig.udp(SRV, "SRV");

        assertThat(answer.data()).containsExactly("0 50 7000 5678-abcd--1." + SVC, "0 50 7000 2001-db8--0." + SVC);
        assertThat(dig.udp("5678-abcd--1." + SVC, "AAAA").data()).containsExactly("5678:abcd:0:0:0:0:0:1");
        assertThat(dig.udp("5678-abcd--1." + SVC, "A").rcode()).isEqualTo("NOERROR");
    }

    @Test
    void row18_oneHostnameWithTwoAddresses_isOneSrvAndTwoGlue() {
        nginx.pod("web-0", "10.1.0.1", "10.1.0.2");

        Answer answer = dig.udp(SRV, "SRV");

        assertThat(answer.data()).containsExactly("0 50 7000 web-0." + SVC);
        assertThat(answer.additional()).hasSize(2);
        assertThat(dig.udp("web-0." + SVC, "A").data()).containsExactlyInAnyOrder("10.1.0.1", "10.1.0.2");
    }

    @Test
    void row19_dualStack_hasBothFamiliesAndHalfTheWeight() {
        nginx.pod("web-0", "10.1.0.1", "fd00::1");
        nginx.pod("web-1", "10.1.0.2", "fd00::2");

        Answer answer = dig.udp(SRV, "SRV");

        assertThat(answer.data()).containsExactly("0 25 7000 web-0." + SVC, "0 25 7000 web-1." + SVC);
        assertThat(answer.additional())
                .containsExactlyInAnyOrder(
                        "web-0." + SVC + " A 10.1.0.1",
                        "web-0." + SVC + " AAAA fd00:0:0:0:0:0:0:1",
                        "web-1." + SVC + " A 10.1.0.2",
                        "web-1." + SVC + " AAAA fd00:0:0:0:0:0:0:2");
        assertThat(dig.udp(SVC, "AAAA").data()).hasSize(2);
        assertThat(dig.udp(SVC, "A").data()).hasSize(2);
    }

    @Test
    void row20_sameAddressTwice_isOneRecord() {
        nginx.pod("web-0", "10.1.0.1");
        nginx.podWithoutHostname("10.1.0.1");

        assertThat(dig.udp(SVC, "A").data()).containsExactly("10.1.0.1");
    }

    @Test
    void row21_oldAndNewAddressDuringAMove_areBothServed() {
        Pod pod = nginx.pod("web-0", "10.1.0.1");

        pod.readdress("10.1.0.1", "10.1.0.9");
        assertThat(dig.udp(SRV, "SRV").data()).hasSize(1);
        assertThat(dig.udp("web-0." + SVC, "A").data()).containsExactlyInAnyOrder("10.1.0.1", "10.1.0.9");

        pod.readdress("10.1.0.9");
        assertThat(dig.udp("web-0." + SVC, "A").data()).containsExactly("10.1.0.9");
    }

    @Test
    void row22_ordinalsFromFive_areServedAsTheyAre() {
        for (int i = 5; i < 8; i++) {
            nginx.pod("web-" + i, "10.1.0." + i);
        }

        assertThat(dig.udp(SRV, "SRV").data())
                .containsExactly("0 33 7000 web-5." + SVC, "0 33 7000 web-6." + SVC, "0 33 7000 web-7." + SVC);
    }

    @Test
    void row23_twoSetsUnderOneService_areBothServed() {
        nginx.pod("web-0", "10.1.0.1");
        nginx.pod("api-0", "10.1.0.2");

        assertThat(dig.udp(SRV, "SRV").data()).containsExactly("0 50 7000 web-0." + SVC, "0 50 7000 api-0." + SVC);
    }

    @Test
    void row28_mixedCase_isEchoedInOwnersAndInTheZoneOfTargets() {
        pods(1);

        Answer answer = dig.udp("_PEER._tcp.NGINX.Default.svc.Cluster.LOCAL.", "SRV");

        assertThat(answer.answers())
                .containsExactly("_PEER._tcp.NGINX.Default.svc.Cluster.LOCAL. SRV 0 100 7000 "
                        + "web-0.nginx.default.svc.Cluster.LOCAL.");
        assertThat(answer.additional()).containsExactly("web-0.nginx.default.svc.Cluster.LOCAL. A 10.1.0.1");
        assertThat(dig.udp("X.Cluster.LOCAL.", "A").authority())
                .singleElement()
                .asString()
                .startsWith("Cluster.LOCAL. SOA ns.dns.Cluster.LOCAL. hostmaster.Cluster.LOCAL. ");
    }

    @Test
    void row49_podAskedForBeforeItExists_isNxDomainFor30SecondsAndThenThere() {
        pods(3);
        Answer before = dig.udp("web-3." + SVC, "A");

        nginx.pod("web-3", "10.1.0.4");

        assertThat(before.rcode()).isEqualTo("NXDOMAIN");
        assertThat(before.authority()).singleElement().asString().endsWith(" 30");
        assertThat(dig.udp("web-3." + SVC, "A").data()).containsExactly("10.1.0.4");
    }

    @Test
    void row61_podInTwoServices_hasTwoPointers() {
        pods(1);
        dns.service("api").pod("web-0", "10.1.0.1");

        Answer answer = dig.udp("1.0.1.10.in-addr.arpa.", "PTR");

        assertThat(answer.data())
                .containsExactly("web-0.nginx.default.svc.cluster.local.", "web-0.api.default.svc.cluster.local.");
    }

    @Test
    void row62_ipv6Pointer_namesThePod() {
        nginx.pod("web-0", "fd00::1");

        String reverse = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa.";

        assertThat(dig.udp(reverse, "PTR").data()).containsExactly("web-0." + SVC);
        assertThat(dig.udp("2" + reverse.substring(1), "PTR").rcode()).isEqualTo("NXDOMAIN");
    }

    @Test
    void row65_otherClusterDomain_isServedAndClusterLocalRefused() {
        try (HeadlessDns other =
                HeadlessDns.builder().clusterDomain("k8s.corp.example").start()) {
            Service service = other.service("orders", "shop").port("peer", 7000);
            service.pod("orders-0", "10.1.0.1");

            assertThat(service.domain()).isEqualTo("orders.shop.svc.k8s.corp.example.");
            assertThat(Dig.at(other)
                            .udp("_peer._tcp." + service.domain(), "SRV")
                            .data())
                    .containsExactly("0 100 7000 orders-0.orders.shop.svc.k8s.corp.example.");
            assertThat(Dig.at(other).udp(SVC, "A").rcode()).isEqualTo("REFUSED");
        }
    }

    @Test
    void row69_scalingAndRestart_showInTheNextAnswer() {
        pods(3);
        assertThat(dig.udp(SRV, "SRV").data()).hasSize(3);

        pods(5);
        assertThat(dig.udp(SRV, "SRV").data()).hasSize(5);

        List.of("web-4", "web-3", "web-2").forEach(nginx::removePod);
        assertThat(dig.udp(SRV, "SRV").data()).hasSize(2);

        nginx.pod("web-0", "10.1.0.77");
        assertThat(dig.udp("web-0." + SVC, "A").data()).containsExactly("10.1.0.77");
        assertThat(dig.udp("web-2." + SVC, "A").rcode()).isEqualTo("NXDOMAIN");
    }

    @Test
    void podWithItsOwnPort_hasItInItsSrvRecord() {
        nginx.pod("web-0", "127.0.0.1").port("peer", 7100);
        nginx.pod("web-1", "127.0.0.1").port("peer", 7101);

        assertThat(dig.udp(SRV, "SRV").data()).containsExactly("0 50 7100 web-0." + SVC, "0 50 7101 web-1." + SVC);
    }

    @Test
    void podName_answersSrvForItselfAlone() {
        pods(2);

        assertThat(dig.udp("web-1." + SVC, "SRV").answers())
                .containsExactly("web-1." + SVC + " SRV 0 100 7000 web-1." + SVC);
    }

    @Test
    void moreThanHundredPods_haveWeightOne() {
        pods(101);

        assertThat(dig.tcp(SRV, "SRV").data()).hasSize(101).allMatch(data -> data.startsWith("0 1 7000 "));
    }
}
