// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.Dig.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** Everything of the zone that is not a headless service; expectations from CoreDNS, plugin/kubernetes. */
class ClusterZoneTest {

    private final HeadlessDns dns = HeadlessDns.start();
    private final Dig dig = Dig.at(dns);

    @AfterEach
    void stop() {
        dns.close();
    }

    @ParameterizedTest
    @CsvSource({
        "cluster.local., A, NOERROR",
        "svc.cluster.local., A, NOERROR",
        "svc.cluster.local., NS, NOERROR",
        "pod.cluster.local., A, NOERROR",
        "default.svc.cluster.local., A, NOERROR",
        "default.svc.cluster.local., SRV, NOERROR",
        "default.svc.cluster.local., NS, NOERROR",
        "foo.svc.cluster.local., NS, NXDOMAIN",
        "foo.cluster.local., NS, NXDOMAIN",
        "foo.cluster.local., A, NXDOMAIN",
        "foo.cluster.local., SOA, NOERROR",
        "default.pod.cluster.local., A, NXDOMAIN",
        "10-1-0-1.default.pod.cluster.local., A, NXDOMAIN",
        "web-0.nginx.default.svc.cluster.local., TXT, NOERROR",
        "web-0.nginx.default.svc.cluster.local., MX, NOERROR",
        "web-0.nginx.default.svc.cluster.local., HTTPS, NOERROR",
        "web-0.nginx.default.svc.cluster.local., CNAME, NOERROR",
        "web-0.nginx.default.svc.cluster.local., PTR, NOERROR",
        "web-9.nginx.default.svc.cluster.local., TXT, NXDOMAIN",
        "web-9.nginx.default.svc.cluster.local., HTTPS, NXDOMAIN",
        "a.b.c.nginx.default.svc.cluster.local., A, NXDOMAIN",
        "svc.cluster.local., TXT, NXDOMAIN",
        "in-addr.arpa., PTR, NOERROR",
        "1.10.in-addr.arpa., PTR, NXDOMAIN",
        "9.0.1.10.in-addr.arpa., PTR, NXDOMAIN",
        "01.0.1.10.in-addr.arpa., PTR, NXDOMAIN",
        "1.0.1.10.in-addr.arpa., A, NXDOMAIN",
        "nginx.default.svc.in-addr.arpa., A, NXDOMAIN",
        "ns.dns.cluster.local., AAAA, NOERROR",
        "ns.dns.cluster.local., SRV, NOERROR",
    })
    void nameWithoutSuchARecord_isNegativeWithSoa(String name, String type, String rcode) {
        dns.service("nginx").port("peer", 7000).pod("web-0", "10.1.0.1");

        Answer answer = dig.udp(name, type);

        assertThat(answer.rcode()).isEqualTo(rcode);
        assertThat(answer.answers()).isEmpty();
        assertThat(answer.authoritative()).isTrue();
        assertThat(answer.authority()).singleElement().asString().contains(" SOA ns.dns.");
    }

    @ParameterizedTest
    @CsvSource({"example.org., A", "local., A", "arpa., PTR", "., NS", "xcluster.local., A", "cluster.local., AXFR"})
    void nameOutsideOfTheZones_isRefused(String name, String type) {
        Answer answer = dig.udp(name, type);

        assertThat(answer.rcode()).isEqualTo("REFUSED");
        assertThat(answer.authoritative()).isFalse();
        assertThat(answer.authority()).isEmpty();
    }

    @Test
    void schemaVersion_isText() {
        Answer answer = dig.udp("dns-version.cluster.local.", "TXT");

        assertThat(answer.data()).containsExactly("1.1.0");
        assertThat(answer.message().getSection(Section.ANSWER).get(0).getTTL()).isEqualTo(28_800);
    }

    @Test
    void apex_hasSoaAndNameServer() {
        Answer soa = dig.udp("cluster.local.", "SOA");
        Answer ns = dig.udp("cluster.local.", "NS");

        assertThat(soa.answers()).singleElement().asString().startsWith("cluster.local. SOA ns.dns.cluster.local. ");
        assertThat(ns.data()).containsExactly("ns.dns.cluster.local.");
        assertThat(ns.additional()).containsExactly("ns.dns.cluster.local. A 127.0.0.1");
        assertThat(dig.udp("ns.dns.cluster.local.", "A").data()).containsExactly("127.0.0.1");
    }

    @Test
    void serial_growsWithEveryChange() {
        long before = serial();

        dns.service("nginx").pod("web-0", "10.1.0.1");

        assertThat(serial()).isGreaterThan(before);
    }

    private long serial() {
        return ((SOARecord) dig.udp("cluster.local.", "SOA")
                        .message()
                        .getSection(Section.ANSWER)
                        .get(0))
                .getSerial();
    }

    @Test
    void longTtl_isCappedInTheSoaAndNotInItsMinimum() {
        try (HeadlessDns slow = HeadlessDns.builder().ttl(Duration.ofHours(1)).start()) {
            Answer answer = Dig.at(slow).udp("no.default.svc.cluster.local.", "A");

            assertThat(answer.message().getSection(Section.AUTHORITY).get(0).getTTL())
                    .isEqualTo(300);
            assertThat(answer.authority()).singleElement().asString().endsWith(" 3600");
        }
    }

    @Test
    void row57_externalName_isNoDataForSrvAndCnameOtherwise() {
        dns.service("db").externalName("db.example.org");

        Answer srv = dig.udp("db.default.svc.cluster.local.", "SRV");

        assertThat(srv.rcode()).isEqualTo("NOERROR");
        assertThat(srv.answers()).isEmpty();
        assertThat(srv.authority()).hasSize(1);
        assertThat(dig.udp("db.default.svc.cluster.local.", "A").answers())
                .containsExactly("db.default.svc.cluster.local. CNAME db.example.org.");
        assertThat(dig.udp("db.default.svc.cluster.local.", "CNAME").data()).containsExactly("db.example.org.");
        assertThat(dig.udp("_db._tcp.db.default.svc.cluster.local.", "SRV").rcode())
                .isEqualTo("NXDOMAIN");
        assertThat(dig.udp("pod.db.default.svc.cluster.local.", "A").rcode()).isEqualTo("NXDOMAIN");
    }

    @Test
    void row55_externalNameOfAService_isFollowed() {
        dns.service("nginx").pod("web-0", "10.1.0.1");
        dns.service("alias").externalName("other.default.svc.cluster.local");
        dns.service("other").externalName("nginx.default.svc.cluster.local");

        assertThat(dig.udp("alias.default.svc.cluster.local.", "A").answers())
                .containsExactly(
                        "alias.default.svc.cluster.local. CNAME other.default.svc.cluster.local.",
                        "other.default.svc.cluster.local. CNAME nginx.default.svc.cluster.local.",
                        "nginx.default.svc.cluster.local. A 10.1.0.1");
        assertThat(dig.udp("alias.default.svc.cluster.local.", "AAAA").answers())
                .isEmpty();
    }

    @Test
    void row55_externalNameLoopOrDeadEnd_isNoData() {
        dns.service("a").externalName("b.default.svc.cluster.local");
        dns.service("b").externalName("a.default.svc.cluster.local");
        dns.service("self").externalName("self.default.svc.cluster.local");
        dns.service("nowhere").externalName("gone.default.svc.cluster.local");

        for (String name : new String[] {"a", "b", "self", "nowhere"}) {
            Answer answer = dig.udp(name + ".default.svc.cluster.local.", "A");
            assertThat(answer.rcode()).as(name).isEqualTo("NOERROR");
            assertThat(answer.answers()).as(name).isEmpty();
        }
    }

    @Test
    void row58_clusterIpService_pointsToItself() {
        Service service = dns.service("web").port("http", 80).clusterIp("10.0.0.3", "fd00::3");
        service.pod("web-0", "10.1.0.1");

        Answer srv = dig.udp("web.default.svc.cluster.local.", "SRV");

        assertThat(srv.data()).containsExactly("0 50 80 web.default.svc.cluster.local.");
        assertThat(srv.additional())
                .containsExactlyInAnyOrder(
                        "web.default.svc.cluster.local. A 10.0.0.3",
                        "web.default.svc.cluster.local. AAAA fd00:0:0:0:0:0:0:3");
        assertThat(dig.udp("web.default.svc.cluster.local.", "A").data()).containsExactly("10.0.0.3");
        assertThat(dig.udp("web-0.web.default.svc.cluster.local.", "A").data()).containsExactly("10.1.0.1");
        assertThat(dig.udp("3.0.0.10.in-addr.arpa.", "PTR").data()).containsExactly("web.default.svc.cluster.local.");
    }

    @Test
    void row58_clusterIpServiceWithoutReadyPods_answersStill() {
        dns.service("web").port("http", 80).clusterIp("10.0.0.3");

        assertThat(dig.udp("web.default.svc.cluster.local.", "A").data()).containsExactly("10.0.0.3");
    }

    @Test
    void row58_clusterIpServiceWithoutPorts_hasAddressesAndNoSrv() {
        dns.service("web").clusterIp("10.0.0.3");

        assertThat(dig.udp("web.default.svc.cluster.local.", "A").data()).containsExactly("10.0.0.3");
        assertThat(dig.udp("web.default.svc.cluster.local.", "SRV").rcode()).isEqualTo("NOERROR");
        assertThat(dig.udp("web.default.svc.cluster.local.", "SRV").data()).isEmpty();
        assertThat(dig.udp("_http._tcp.web.default.svc.cluster.local.", "SRV").rcode())
                .isEqualTo("NXDOMAIN");
    }
}
