// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Failed;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.QueryFilter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Misconfigured services and answers that lead astray; the rows are those of the project's table of DNS vectors. */
class MistakeVectorsTest {

    @RegisterExtension
    final Cluster cluster = new Cluster();

    @Test
    void row26_targetsOutsideOfTheService_areDroppedAndCounted() throws Exception {
        cluster.dns.inject(
                Fault.answer(
                        Cluster.PEER_PORT + " 30 IN SRV 0 50 7000 x.example.org.",
                        Cluster.PEER_PORT + " 30 IN SRV 0 50 7000 web-9.other.default.svc.cluster.local.",
                        Cluster.PEER_PORT + " 30 IN SRV 0 50 7000 a.web-9." + Cluster.DOMAIN,
                        Cluster.PEER_PORT + " 30 IN SRV 0 50 7000 we\\010b-9." + Cluster.DOMAIN,
                        Cluster.PEER_PORT + " 30 IN SRV 0 50 7000 web-0." + Cluster.DOMAIN),
                QueryFilter.any().type("SRV"));

        Found found = cluster.pods(1).found();

        assertThat(Cluster.peers(found)).containsExactly("web-0=10.1.0.0:7000");
        assertThat(found.hints())
                .singleElement()
                .asString()
                .startsWith("4 SRV targets")
                .contains("x.example.org.");
    }

    @Test
    void row55_chainOfCnamesInTheAnswer_followed() throws Exception {
        cluster.wanting(HeadlessService.ofDomain("db.example").defaultPort(5432));
        cluster.dns.inject(Fault.rcode("NOERROR"), QueryFilter.any().type("SRV"));
        cluster.dns.inject(Fault.rcode("NOERROR"), QueryFilter.any().type("AAAA"));
        cluster.dns.inject(
                Fault.answer(
                        "db.example. 30 IN CNAME a.example.",
                        "a.example. 20 IN CNAME b.example.",
                        "b.example. 30 IN A 10.0.0.1"),
                QueryFilter.any().type("A"));

        Found found = cluster.found();

        assertThat(Cluster.peers(found)).containsExactly("10-0-0-1=10.0.0.1:5432");
        assertThat(found.view().ttl()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void row55_cnameAlone_isAskedFor() throws Exception {
        cluster.wanting(HeadlessService.ofDomain("db.example").defaultPort(5432));
        cluster.dns.inject(Fault.rcode("NOERROR"), QueryFilter.any().type("SRV"));
        cluster.dns.inject(Fault.rcode("NOERROR"), QueryFilter.any().type("AAAA"));
        cluster.dns.inject(
                Fault.answer("db.example. 30 IN CNAME a.example."),
                QueryFilter.any().type("A").name("db.example"));
        cluster.dns.inject(
                Fault.answer("a.example. 30 IN A 10.0.0.1"), QueryFilter.any().name("a.example"));

        assertThat(cluster.peers()).containsExactly("10-0-0-1=10.0.0.1:5432");
    }

    @Test
    void row55_loopOfCnames_endsAndFails() throws Exception {
        cluster.wanting(HeadlessService.ofDomain("db.example"));
        cluster.dns.inject(
                Fault.answer("db.example. 30 IN CNAME a.example."),
                QueryFilter.any().name("db.example"));
        cluster.dns.inject(
                Fault.answer("a.example. 30 IN CNAME db.example."),
                QueryFilter.any().name("a.example"));

        assertThat(cluster.look()).isInstanceOf(Failed.class);
    }

    @Test
    void row55_loopInsideOneAnswer_endsAndFails() throws Exception {
        cluster.wanting(HeadlessService.ofDomain("db.example"));
        cluster.dns.inject(Fault.answer("db.example. 30 IN CNAME a.example.", "a.example. 30 IN CNAME db.example."));

        assertThat(cluster.look()).isInstanceOf(Failed.class);
    }

    @Test
    void row57_externalName_saysSo() throws Exception {
        cluster.nginx.externalName("db.example.org");

        LookupResult result = cluster.look();

        assertThat(result).isInstanceOf(Absent.class);
        assertThat(result.hints())
                .singleElement()
                .asString()
                .contains("ExternalName")
                .contains("db.example.org.");
    }

    @Test
    void row58_clusterIp_saysSo_andListsNobody() throws Exception {
        cluster.pods(3).nginx.clusterIp("10.96.0.20");

        LookupResult result = cluster.look();

        assertThat(result).isInstanceOf(Absent.class);
        assertThat(result.hints()).singleElement().asString().contains("clusterIP: None");
    }

    @Test
    void wrongClusterDomain_theForeignZoneIsNamed() throws Exception {
        try (ScriptedDns root = new ScriptedDns(received -> received.send(Zone.reply(
                        received.query(),
                        3,
                        java.util.List.of(),
                        Zone.records(". 86400 SOA a.root-servers.net. nstld.verisign-grs.com. 1 1800 900 604800 86400"),
                        java.util.List.of())
                .toWire()))) {
            cluster.with(builder -> builder.nameservers(java.util.List.of(root.address())));

            assertThat(cluster.look().hints())
                    .singleElement()
                    .asString()
                    .contains("does not serve the cluster domain cluster.local.");
        }
    }

    @Test
    void awaitOfAMistake_saysWhatWasAskedOfWhomWhatCameBackAndWhatToChange() {
        cluster.pods(3).nginx.clusterIp("10.96.0.20");

        assertThatThrownBy(() -> cluster.discovery().await(Completeness.COMPLETE, Duration.ofMillis(300)))
                .isInstanceOf(PeersMissingException.class)
                .hasMessageContaining("SRV _peer._tcp." + Cluster.DOMAIN)
                .hasMessageContaining("127.0.0.1:" + cluster.dns.address().getPort())
                .hasMessageContaining("ANSWER")
                .hasMessageContaining("clusterIP: None");
    }
}
