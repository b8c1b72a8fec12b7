// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.LookupResult.Rung;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.QueryFilter;
import io.rollcall.discovery.testing.Transport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that do not fit, or that lost parts on the way; the rows are those of the project's table of DNS vectors. */
class SizeVectorsTest {

    @RegisterExtension
    final Cluster cluster = new Cluster();

    private static HeadlessService.Builder expecting(int peers) {
        return HeadlessService.named("nginx")
                .portName("peer")
                .statefulSet("web")
                .expectedPeers(peers);
    }

    private static List<String> all(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "web-" + i + "=" + Cluster.address(i) + ":7000")
                .toList();
    }

    private Found complete(int count) throws Exception {
        Found found = cluster.found();
        assertThat(Cluster.peers(found)).isEqualTo(all(count));
        assertThat(found.view().completeness()).isEqualTo(Completeness.COMPLETE);
        assertThat(found.view().whole()).isTrue();
        assertThat(found.hints()).isEmpty();
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 21})
    void row29_aroundTheUdpLimit_complete(int count) throws Exception {
        cluster.pods(count).wanting(expecting(count));

        complete(count);

        assertThat(cluster.queries()).isEqualTo(count == 15 ? "1 SRV/UDP" : "1 SRV/TCP, 1 SRV/UDP");
    }

    @Test
    void row29_cutOnce_tcpAtOnceFromThenOn_andUdpAgainWhenItHasShrunk() throws Exception {
        cluster.pods(21).wanting(expecting(21));
        complete(21);
        cluster.dns.resetQueries();

        complete(21);
        assertThat(cluster.queries()).isEqualTo("1 SRV/TCP");

        IntStream.range(3, 21).forEach(i -> cluster.nginx.removePod("web-" + i));
        cluster.look();
        cluster.dns.resetQueries();
        cluster.look();
        assertThat(cluster.queries()).isEqualTo("1 SRV/UDP");
    }

    @Test
    void row30_noEdns_withoutItAndOverTcp() throws Exception {
        cluster.dns.inject(Fault.noEdns());
        cluster.pods(8).wanting(expecting(8));

        complete(8);
        assertThat(cluster.queries()).isEqualTo("1 SRV/TCP, 2 SRV/UDP");
        cluster.dns.resetQueries();
        complete(8);

        assertThat(cluster.queries()).isEqualTo("1 SRV/TCP");
    }

    @Test
    void row31_816OverTcp_oneAnswerHoldsThemAll() throws Exception {
        cluster.pods(816).wanting(expecting(816));

        complete(816);

        assertThat(cluster.queries()).isEqualTo("1 SRV/TCP, 1 SRV/UDP");
    }

    @Test
    void row31_817OverTcp_completeAfterOneMoreAddress() throws Exception {
        cluster.pods(817).wanting(expecting(817));

        Found found = complete(817);

        assertThat(found.rung()).isEqualTo(Rung.ADDRESSES);
        assertThat(cluster.queries()).isEqualTo("1 A/TCP, 2 A/UDP, 1 AAAA/UDP, 1 SRV/TCP, 1 SRV/UDP");
    }

    @Test
    void row34_noGlueAndNoWordAboutIt_oneQuestionPerTarget() throws Exception {
        cluster.dns.inject(Fault.withoutGlue());
        cluster.pods(14).wanting(expecting(14));

        complete(14);
        assertThat(cluster.queries()).isEqualTo("14 A/UDP, 1 AAAA/UDP, 1 SRV/UDP");
        cluster.dns.resetQueries();
        complete(14);

        assertThat(cluster.queries()).as("that there is no IPv6 is remembered").isEqualTo("14 A/UDP, 1 SRV/UDP");
    }

    @Test
    void row35_glueCutSilently_theRestIsAskedFor() throws Exception {
        cluster.dns.inject(Fault.glueLimitedTo(735));
        cluster.pods(816).wanting(expecting(816));

        complete(816);

        assertThat(cluster.queries()).isEqualTo("81 A/UDP, 1 AAAA/UDP, 1 SRV/TCP, 1 SRV/UDP");
    }

    @Test
    void row37_glueFirstAndNoneFromTheCache_sameResult() throws Exception {
        cluster.dns.inject(Fault.withoutGlue(), QueryFilter.any().type("SRV").after(1));
        cluster.pods(10).wanting(expecting(10));

        complete(10);
        complete(10);
    }

    @Test
    void tooManyForAnyList_sweptByOrdinal() throws Exception {
        cluster.pods(4200).wanting(expecting(4200));

        Found found = complete(4200);

        assertThat(found.rung()).isEqualTo(Rung.SWEEP);
    }

    @Test
    void tooManyForAnyList_andAServerThatFailsAtThem_sweptByOrdinal() throws Exception {
        cluster.dns.inject(Fault.rcode("SERVFAIL"), QueryFilter.any().type("SRV"));
        cluster.dns.inject(Fault.rcode("SERVFAIL"), QueryFilter.any().type("A").name(Cluster.DOMAIN));
        cluster.pods(100).wanting(expecting(100).defaultPort(7000));

        complete(100);
    }

    @Test
    void cutEverywhere_andNoSetKnown_incomplete() throws Exception {
        cluster.dns.inject(Fault.truncated(0), QueryFilter.any().type("SRV"));
        cluster.dns.inject(Fault.truncated(2), QueryFilter.any().type("A"));
        cluster.pods(5).wanting(HeadlessService.named("nginx").expectedPeers(5));

        Found found = cluster.found();

        assertThat(found.view().whole()).isFalse();
        assertThat(found.view().peers()).hasSize(2);
        assertThat(found.hints()).anySatisfy(hint -> assertThat(hint).contains("peers may be missing"));
    }

    @Test
    void cutOverUdp_andTcpBlocked_theRestIsSwept() throws Exception {
        cluster.dns.inject(Fault.drop(), QueryFilter.any().over(Transport.TCP));
        cluster.pods(40).wanting(expecting(40));

        Found found = cluster.found();

        assertThat(found.view().completeness()).isEqualTo(Completeness.COMPLETE);
        assertThat(Cluster.peers(found)).isEqualTo(all(40));
    }

    @Test
    void namesCutButAddressesWhole_onlyTheMissingOnesAreAskedFor() throws Exception {
        cluster.dns.inject(Fault.truncated(3), QueryFilter.any().type("SRV"));
        cluster.pods(5).wanting(expecting(5));

        complete(5);

        assertThat(cluster.queries()).isEqualTo("6 A/UDP, 1 AAAA/UDP, 1 SRV/TCP, 1 SRV/UDP");
    }

    @Test
    void namesCutAndOnePodFailsToBeResolved_itsAddressIsNoFurtherPeer() throws Exception {
        cluster.dns.inject(Fault.truncated(3), QueryFilter.any().type("SRV"));
        cluster.dns.inject(Fault.rcode("SERVFAIL"), QueryFilter.any().type("A").name("web-1." + Cluster.DOMAIN));
        cluster.pods(5).wanting(expecting(5));

        Found found = cluster.found();

        assertThat(found.view().peers())
                .extracting(Peer::name)
                .containsExactly("web-0", "web-1", "web-2", "web-3", "web-4");
        assertThat(found.view().peers().get(1).addresses()).isEmpty();
        assertThat(found.view().whole()).isTrue();
    }

    @Test
    void moreAddressesThanPodsWithoutOne_incomplete() throws Exception {
        cluster.dns.inject(Fault.truncated(3), QueryFilter.any().type("SRV"));
        cluster.dns.inject(Fault.rcode("SERVFAIL"), QueryFilter.any().type("A").name("web-1." + Cluster.DOMAIN));
        cluster.pods(5).wanting(HeadlessService.named("nginx").portName("peer").expectedPeers(3));
        cluster.nginx.pod("other", "10.9.9.9");

        Found found = cluster.found();

        assertThat(found.view().peers()).extracting(Peer::name).doesNotContain("10-9-9-9");
        assertThat(found.view().whole()).isFalse();
    }
}
