// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.Dig.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Section;

/** What a server answers for headless services; the row numbers are those of the project's table of DNS vectors. */
class HeadlessServiceVectorsTest extends NginxZone {

    private static final String SOA = "ns.dns.cluster.local. hostmaster.cluster.local. ";

    @Test
    void row01_threeReady_haveThreeSrvWithGlue() {
        pods(3);

        Answer answer = dig.udp(SRV, "SRV");

        assertThat(answer.rcode()).isEqualTo("NOERROR");
        assertThat(answer.authoritative()).isTrue();
        assertThat(answer.answers())
                .containsExactly(
                        SRV + " SRV 0 33 7000 web-0." + SVC,
                        SRV + " SRV 0 33 7000 web-1." + SVC,
                        SRV + " SRV 0 33 7000 web-2." + SVC);
        assertThat(answer.additional())
                .containsExactlyInAnyOrder(
                        "web-0." + SVC + " A 10.1.0.1", "web-1." + SVC + " A 10.1.0.2", "web-2." + SVC + " A 10.1.0.3");
        assertThat(answer.message().getSection(Section.ANSWER)).allMatch(record -> record.getTTL() == 30);
    }

    @Test
    void row02_threeReady_haveThreeAddressesInChangingOrder() {
        pods(3);

        List<List<String>> orders = IntStream.range(0, 64)
                .mapToObj(i -> dig.udp(SVC, "A").data())
                .distinct()
                .toList();

        assertThat(orders)
                .hasSizeGreaterThan(1)
                .allSatisfy(order -> assertThat(order).containsExactlyInAnyOrder("10.1.0.1", "10.1.0.2", "10.1.0.3"));
    }

    @Test
    void row03_onlyIpv4_isNoDataForAaaa() {
        pods(3);

        Answer answer = dig.udp(SVC, "AAAA");

        assertThat(answer.rcode()).isEqualTo("NOERROR");
        assertThat(answer.answers()).isEmpty();
        assertThat(answer.authority()).singleElement().asString().contains(SOA);
    }

    @Test
    void row04_noneReady_isNxDomainWithSoa() {
        nginx.pod("web-0", "10.1.0.1").ready(false);

        for (Answer answer : List.of(dig.udp(SVC, "A"), dig.udp(SRV, "SRV"), dig.udp("web-0." + SVC, "A"))) {
            assertThat(answer.rcode()).isEqualTo("NXDOMAIN");
            assertThat(answer.authoritative()).isTrue();
            assertThat(answer.authority())
                    .singleElement()
                    .asString()
                    .startsWith("cluster.local. SOA " + SOA)
                    .endsWith(" 7200 1800 86400 30");
            assertThat(answer.message().getSection(Section.AUTHORITY).get(0).getTTL())
                    .isEqualTo(30);
        }
    }

    @Test
    void row05_serviceAbsent_hasTheBytesOfNoneReady() {
        dns.service("empty");
        dns.service("other").remove();

        byte[] absent = dig.udp(
                withId(Dig.query("other.default.svc.cluster.local.", "A", 1232).toWire()));
        byte[] empty = dig.udp(
                withId(Dig.query("empty.default.svc.cluster.local.", "A", 1232).toWire()));

        assertThat(Dig.answer(absent).rcode()).isEqualTo("NXDOMAIN");
        int name = 12 + 1 + "other".length();
        assertThat(Arrays.copyOfRange(absent, name, absent.length))
                .isEqualTo(Arrays.copyOfRange(empty, name, empty.length));
    }

    private static byte[] withId(byte[] query) {
        query[0] = 1;
        query[1] = 2;
        return query;
    }

    @Test
    void row06_namespaceAbsent_isNxDomain() {
        pods(1);

        assertThat(dig.udp("nginx.elsewhere.svc.cluster.local.", "A").rcode()).isEqualTo("NXDOMAIN");
        assertThat(dig.udp("elsewhere.svc.cluster.local.", "A").rcode()).isEqualTo("NXDOMAIN");
    }

    @Test
    void row07_notReadyButPublished_isServed() {
        pods(3);
        nginx.publishNotReadyAddresses(true).pods().get(1).ready(false);

        assertThat(dig.udp(SRV, "SRV").answers()).hasSize(3);
    }

    @Test
    void row08_terminating_isServedUntilGoneWherePublished() {
        pods(3);
        Pod last = nginx.pods().get(2).terminating();

        assertThat(dig.udp(SRV, "SRV").answers()).hasSize(2);

        nginx.publishNotReadyAddresses(true);
        assertThat(dig.udp(SRV, "SRV").answers()).hasSize(3);

        last.remove();
        assertThat(dig.udp(SRV, "SRV").answers()).hasSize(2);
    }

    @Test
    void row09_withoutPorts_isNoDataForSrvAndNxDomainForANamedPort() {
        dns.service("portless").pod("web-0", "10.1.0.1");

        Answer bare = dig.udp("portless.default.svc.cluster.local.", "SRV");
        Answer named = dig.udp("_peer._tcp.portless.default.svc.cluster.local.", "SRV");

        assertThat(bare.rcode()).isEqualTo("NOERROR");
        assertThat(bare.answers()).isEmpty();
        assertThat(bare.authority()).hasSize(1);
        assertThat(named.rcode()).isEqualTo("NXDOMAIN");
    }

    @Test
    void row10_withoutPorts_hasAddresses() {
        dns.service("portless").pod("web-0", "10.1.0.1");

        assertThat(dig.udp("portless.default.svc.cluster.local.", "A").data()).containsExactly("10.1.0.1");
        assertThat(dig.udp("web-0.portless.default.svc.cluster.local.", "A").data())
                .containsExactly("10.1.0.1");
    }

    @Test
    void row11_unnamedPort_isInSrvOfTheServiceName() {
        Service service = dns.service("plain").unnamedPort(9000);
        service.pod("web-0", "10.1.0.1");
        service.pod("web-1", "10.1.0.2");

        assertThat(dig.udp("plain.default.svc.cluster.local.", "SRV").data())
                .containsExactly(
                        "0 50 9000 web-0.plain.default.svc.cluster.local.",
                        "0 50 9000 web-1.plain.default.svc.cluster.local.");
        assertThat(dig.udp("_._tcp.plain.default.svc.cluster.local.", "SRV").data())
                .hasSize(2);
    }

    @Test
    void row13_wrongPortOrProtocol_isNxDomain() {
        pods(1);

        assertThat(dig.udp("_other._tcp." + SVC, "SRV").rcode()).isEqualTo("NXDOMAIN");
        assertThat(dig.udp("_peer._udp." + SVC, "SRV").rcode()).isEqualTo("NXDOMAIN");
        assertThat(dig.udp("_other._tcp." + SVC, "A").rcode()).isEqualTo("NXDOMAIN");
    }

    @Test
    void row14_twoPorts_doubleTheSrvAndNotTheGlue() {
        nginx.port("metrics", 9100).port("gossip", "UDP", 7946);
        pods(2);

        Answer bare = dig.udp(SVC, "SRV");

        assertThat(bare.data())
                .containsExactly(
                        "0 16 7000 web-0." + SVC,
                        "0 16 9100 web-0." + SVC,
                        "0 16 7946 web-0." + SVC,
                        "0 16 7000 web-1." + SVC,
                        "0 16 9100 web-1." + SVC,
                        "0 16 7946 web-1." + SVC);
        assertThat(bare.additional()).hasSize(2);
        assertThat(dig.udp("_._tcp." + SVC, "SRV").data()).hasSize(4).noneMatch(data -> data.contains("7946"));
        assertThat(dig.udp("_gossip._udp." + SVC, "SRV").data()).hasSize(2);
        assertThat(dig.udp("gossip.udp." + SVC, "SRV").data()).hasSize(2);
        assertThat(dig.udp(SRV, "A").data()).hasSize(2);
    }
}
