// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Failed;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.Forgery;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.QueryFilter;
import io.rollcall.discovery.testing.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and networks that fail; the rows are those of the project's table of DNS vectors. */
class FailureVectorsTest {

    private static final Duration TRY = Duration.ofMillis(500);
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    @RegisterExtension
    final Cluster cluster = new Cluster();

    private static HeadlessService.Builder nginx() {
        return HeadlessService.named("nginx").portName("peer").expectedPeers(3);
    }

    private void useTcp() throws Exception {
        cluster.dns.inject(Fault.truncated(0), QueryFilter.any().over(Transport.UDP));
        assertThat(cluster.pods(3).found().evidence())
                .last()
                .satisfies(seen -> assertThat(seen.transport()).isEqualTo("TCP"));
    }

    private Duration timeOf(Cluster.Call call) throws Exception {
        long start = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void row39_ownAnswerContradictsGlue_itWins() throws Exception {
        Roster roster = new Roster(nginx().build(), java.util.EnumSet.allOf(io.rollcall.discovery.AddressFamily.class));
        roster.addTargets(
                Zone.records(Cluster.PEER_PORT + " 30 SRV 0 1 7000 web-0." + Cluster.DOMAIN),
                Zone.records(
                        "web-0." + Cluster.DOMAIN + " 30 A 10.0.0.1", "web-0." + Cluster.DOMAIN + " 30 AAAA fd00::1"),
                true);

        roster.setAddresses(
                org.xbill.DNS.Name.fromConstantString("web-0." + Cluster.DOMAIN),
                Zone.records("web-0." + Cluster.DOMAIN + " 30 A 10.0.0.2"));

        assertThat(roster.peers().get(0).addresses())
                .containsExactly(InetAddress.getByName("10.0.0.2"), InetAddress.getByName("fd00::1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 40, 100})
    void row40_tcpClosedAfterSoManyBytes_askedOnceMore(int bytes) throws Exception {
        useTcp();
        cluster.dns.inject(
                Fault.closeAfter(bytes), QueryFilter.any().over(Transport.TCP).first(1));

        assertThat(cluster.look()).isInstanceOf(Found.class);
    }

    @Test
    void row40_tcpClosedEveryTime_failsWithoutEndlessTries() throws Exception {
        useTcp();
        cluster.dns.resetQueries();
        cluster.dns.inject(Fault.closeAfter(40), QueryFilter.any().over(Transport.TCP));

        LookupResult result = cluster.look();

        assertThat(result).isInstanceOf(Failed.class);
        assertThat(result.evidence())
                .singleElement()
                .extracting(Evidence::verdict)
                .isEqualTo(Verdict.UNREACHABLE);
        assertThat(cluster.queries()).isEqualTo("2 SRV/TCP");
    }

    @Test
    void tcpThatGoesSilent_isDropped_andTheNextLookupUsesAnother() throws Exception {
        useTcp();
        cluster.dns.inject(
                Fault.blackHole(), QueryFilter.any().over(Transport.TCP).first(1));

        assertThat(cluster.look()).isInstanceOf(Found.class);
    }

    @Test
    void row43_udpSilent_failsAtTheConfiguredTime() throws Exception {
        cluster.dns.inject(Fault.drop());
        cluster.with(builder -> builder.tryTimeout(TRY).lookupDeadline(TRY));

        assertThat(Cluster.shortest(TRY, cluster::look)).isLessThan(TRY.plus(TOLERANCE));
    }

    @Test
    void row44_firstNameserverDead_costsOneTry_andIsLastFromThenOn() throws Exception {
        try (HeadlessDns dead = HeadlessDns.start()) {
            dead.inject(Fault.drop());
            cluster.pods(3).with(builder -> builder.nameservers(List.of(dead.address(), cluster.dns.address())));

            Duration first = timeOf(() -> assertThat(cluster.look()).isInstanceOf(Found.class));
            Duration second = timeOf(() -> assertThat(cluster.look()).isInstanceOf(Found.class));

            assertThat(first).isGreaterThanOrEqualTo(TRY);
            assertThat(second).isLessThan(TRY);
            assertThat(dead.queries().total()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVFAIL", "REFUSED", "NOTIMP", "FORMERR"})
    void row45_firstNameserverUnwilling_theSecondIsUsed(String rcode) throws Exception {
        try (HeadlessDns unwilling = HeadlessDns.start()) {
            unwilling.inject(Fault.rcode(rcode));
            cluster.pods(3).with(builder -> builder.nameservers(List.of(unwilling.address(), cluster.dns.address())));

            assertThat(cluster.peers()).hasSize(3);
        }
    }

    @Test
    void row46_servfailWhileSyncing_failsAndIsNotAbsent() throws Exception {
        cluster.dns.inject(Fault.notSynced());

        LookupResult result = cluster.look();

        assertThat(result).isInstanceOf(Failed.class);
        assertThat(result.evidence()).extracting(Evidence::verdict).containsOnly(Verdict.SERV_FAIL);
    }

    @Test
    void row49_podThatDoesNotExistYet_isNotAskedFor_andNotAgainWhileItsDenialIsCached() throws Exception {
        cluster.nginx.pod("web-0", "10.0.0.1");
        cluster.nginx.pod("web-2", "10.0.0.3");
        cluster.wanting(HeadlessService.named("nginx")
                .statefulSet("web")
                .expectedPeers(5)
                .defaultPort(1));

        assertThat(cluster.peers()).containsExactly("web-0=10.0.0.1:1", "web-2=10.0.0.3:1");
        assertThat(cluster.queries())
                .as("service, web-0, web-1 and web-2, never web-3 and web-4")
                .isEqualTo("4 A/UDP, 1 AAAA/UDP, 1 SRV/UDP");
        cluster.dns.resetQueries();

        cluster.nginx.pod("web-1", "10.0.0.2");
        assertThat(cluster.peers()).containsExactly("web-0=10.0.0.1:1", "web-2=10.0.0.3:1", "10-0-0-2=10.0.0.2:1");

        cluster.skipped.addAndGet(TimeUnit.SECONDS.toNanos(31));
        assertThat(cluster.peers()).containsExactly("web-0=10.0.0.1:1", "web-1=10.0.0.2:1", "web-2=10.0.0.3:1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void row50_negativeTtlIsTheLesserOfSoaTtlAndMinimum(boolean ttlIsLess) throws Exception {
        Duration five = Duration.ofSeconds(5);
        Duration thirty = Duration.ofSeconds(30);
        cluster.dns.inject(ttlIsLess ? Fault.soa(five, thirty) : Fault.soa(thirty, five));

        assertThat(cluster.look().evidence())
                .allSatisfy(seen -> assertThat(seen.ttl()).isEqualTo(five));
    }

    @Test
    void row51_denialWithoutSoa_shortDefault() throws Exception {
        cluster.dns.inject(Fault.withoutSoa());

        LookupResult result = cluster.look();

        assertThat(result).isInstanceOf(Absent.class);
        assertThat(result.evidence()).allSatisfy(seen -> assertThat(seen.ttl()).isEqualTo(Duration.ofSeconds(5)));
    }

    @Test
    void row53_glueTtlIsLess_theLeastCounts() throws Exception {
        cluster.dns.inject(Fault.glueTtl(Duration.ofSeconds(7)));

        assertThat(cluster.pods(3).found().view().ttl()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void row54_ttlZero_isUsable() throws Exception {
        cluster.dns.inject(Fault.ttl(Duration.ZERO));

        Found found = cluster.pods(3).found();

        assertThat(found.view().ttl()).isZero();
        assertThat(found.view().peers()).hasSize(3);
    }

    @Test
    void row71_targetGoneBetweenTwoQuestions_peerWithoutAddress_thereNextTime() throws Exception {
        cluster.dns.inject(Fault.withoutGlue());
        var race = cluster.dns.inject(Fault.rcode("NXDOMAIN"), QueryFilter.any().name("web-1." + Cluster.DOMAIN));
        cluster.pods(3);
        assertThat(cluster.peers()).containsExactly("web-0=10.1.0.0:7000", "web-1=:7000", "web-2=10.1.0.2:7000");

        race.close();

        assertThat(cluster.peers())
                .containsExactly("web-0=10.1.0.0:7000", "web-1=10.1.0.1:7000", "web-2=10.1.0.2:7000");
    }

    @Test
    void row75_closeDuringALookup_twice_andUseAfterwards() throws Exception {
        cluster.dns.inject(Fault.drop());
        CompletableFuture<LookupResult> under = cluster.discovery().lookup();

        cluster.discovery().close();
        cluster.discovery().close();

        assertThatThrownBy(under::join).hasCauseInstanceOf(DiscoveryClosedException.class);
        assertThatThrownBy(() -> cluster.discovery().lookup().join())
                .hasCauseInstanceOf(DiscoveryClosedException.class);
        assertThat(cluster.discovery().isRunning()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void forgedReplyFirst_theRealOneWins(Forgery forgery) throws Exception {
        cluster.dns.inject(Fault.forgedFirst(forgery), QueryFilter.any().over(Transport.UDP));

        assertThat(cluster.pods(3).peers()).hasSize(3);
    }

    @Test
    void repliesWithTheWrongIdQuestionOrSourceOnly_timeOut() throws Exception {
        cluster.pods(3).with(builder -> builder.tryTimeout(Duration.ofMillis(100)));
        for (Fault fault : List.of(Fault.wrongId(), Fault.wrongQuestion(), Fault.fromOtherPort())) {
            try (var injected = cluster.dns.inject(fault)) {
                assertThat(cluster.look().evidence())
                        .as(injected.toString())
                        .extracting(Evidence::verdict)
                        .containsOnly(Verdict.TIMEOUT);
            }
        }
    }

    @Test
    void garbledReplies_malformedAfterTheTry_neverAnException() throws Exception {
        cluster.pods(3).with(builder -> builder.tryTimeout(Duration.ofMillis(100)));
        for (int bytes : new int[] {12, 13, 40, 60, 100}) {
            try (var injected = cluster.dns.inject(Fault.garbledAfter(bytes))) {
                assertThat(cluster.look().evidence())
                        .as(injected.toString())
                        .extracting(Evidence::verdict)
                        .containsOnly(Verdict.MALFORMED);
            }
        }
    }

    @Test
    void nobodyListens_unreachableAtOnce() throws Exception {
        HeadlessDns gone = HeadlessDns.start();
        gone.close();
        InetSocketAddress address = gone.address();
        cluster.with(builder -> builder.nameservers(List.of(address)));

        Duration took = timeOf(() -> assertThat(cluster.look().evidence())
                .extracting(Evidence::verdict)
                .containsOnly(Verdict.UNREACHABLE));

        assertThat(took).isLessThan(TRY);
    }
}
