// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.QueryFilter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DnsPeerDiscoveryTest {

    private static final Duration TOLERANCE = Duration.ofMillis(50);

    @RegisterExtension
    final Cluster cluster = new Cluster();

    private static HeadlessService.Builder nginx() {
        return HeadlessService.named("nginx").portName("peer").expectedPeers(3);
    }

    @Test
    void result_saysWhatWasAskedOfWhomAndWhatCameBack() throws Exception {
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        cluster.pods(3).with(builder -> builder.clock(InstantSource.fixed(now)));

        Found found = cluster.found();

        assertThat(found.view().obtainedAt()).isEqualTo(now);
        assertThat(found.evidence()).singleElement().satisfies(evidence -> {
            assertThat(evidence.question()).isEqualTo("SRV " + Cluster.PEER_PORT);
            assertThat(evidence.server())
                    .isEqualTo("127.0.0.1:" + cluster.dns.address().getPort());
            assertThat(evidence.transport()).isEqualTo("UDP");
            assertThat(evidence.verdict()).isEqualTo(Verdict.ANSWER);
            assertThat(evidence.bytes()).isPositive();
            assertThat(evidence.whole()).isTrue();
        });
    }

    @Test
    void onlySelfListed_selfOnly() throws Exception {
        cluster.pods(1).wanting(nginx().self(new PeerId("web", 0)));

        assertThat(cluster.found().view().completeness()).isEqualTo(Completeness.SELF_ONLY);
    }

    @Test
    void await_looksAgainUntilEnough_andReportsEachLook() throws Exception {
        List<LookupResult> progress = new ArrayList<>();
        cluster.dns.inject(Fault.rcode("NXDOMAIN"), QueryFilter.any().first(8));
        cluster.pods(3);

        PeerView view = cluster.discovery().await(Completeness.COMPLETE, Duration.ofSeconds(10), progress::add);

        assertThat(view.peers()).hasSize(3);
        assertThat(progress).hasSize(3).first().isInstanceOf(Absent.class);
        assertThat(progress).last().isInstanceOf(Found.class);
    }

    @Test
    void await_endsAtItsDeadline_andSaysWhatIsMissing() throws Exception {
        cluster.pods(3).wanting(nginx().expectedPeers(5));
        Duration deadline = Duration.ofMillis(500);

        Duration took = Cluster.shortest(
                deadline,
                () -> assertThatThrownBy(() -> cluster.discovery().await(Completeness.COMPLETE, deadline))
                        .isInstanceOf(PeersMissingException.class)
                        .hasMessageContaining("missing ordinals [3, 4]"));

        assertThat(took).isLessThan(deadline.plus(TOLERANCE));
    }

    @Test
    void await_atASilentServer_endsAtItsDeadline() throws Exception {
        cluster.dns.inject(Fault.drop());
        cluster.with(builder -> builder.tryTimeout(Duration.ofMillis(200)).lookupDeadline(Duration.ofMillis(300)));
        Duration deadline = Duration.ofMillis(700);

        Duration took = Cluster.shortest(
                deadline,
                () -> assertThatThrownBy(() -> cluster.discovery().await(Completeness.QUORUM, deadline))
                        .isInstanceOf(PeersMissingException.class)
                        .hasMessageContaining("TIMEOUT")
                        .hasMessageContaining("check that the nameserver is right"));

        assertThat(took).isLessThan(deadline.plus(TOLERANCE));
    }

    @Test
    void await_isEndedByClose() throws Exception {
        cluster.dns.inject(Fault.drop());
        DnsPeerDiscovery discovery = cluster.discovery();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                discovery.await(Completeness.QUORUM, Duration.ofSeconds(30));
            } catch (DiscoveryClosedException | InterruptedException e) {
                thrown.complete(e);
            }
        });
        waiting.start();

        discovery.close();

        assertThat(thrown.get(5, TimeUnit.SECONDS)).isInstanceOf(DiscoveryClosedException.class);
    }

    @Test
    void await_interrupted_throws() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> cluster.discovery().await(Completeness.QUORUM, Duration.ofSeconds(30)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void manyLookups_leaveNoThreadAndNoSocket() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(descriptors), "open sockets are counted in /proc, which is not here");
        cluster.pods(30);
        cluster.look();
        long before = count(descriptors);
        Set<Thread> threads = Thread.getAllStackTraces().keySet();

        for (int i = 0; i < 2_000; i++) {
            cluster.look();
        }

        assertThat(count(descriptors)).isLessThanOrEqualTo(before);
        assertThat(threads).containsAll(Thread.getAllStackTraces().keySet());
        cluster.discovery().close();
        assertThat(count(descriptors)).isLessThan(before);
        assertThat(cluster.discovery().isRunning()).isFalse();
    }

    private static long count(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(DnsPeerDiscoveryTest::isSocket).count();
        }
    }

    /** Other descriptors are opened whenever a class is loaded; one that was closed since is none. */
    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void lookupsAtOnce_allEnd() {
        cluster.pods(3);
        List<CompletableFuture<LookupResult>> lookups =
                Stream.generate(cluster.discovery()::lookup).limit(500).toList();

        assertThat(lookups).allSatisfy(lookup -> assertThat(lookup.join()).isInstanceOf(Found.class));
    }

    @Test
    void settingsOutOfRange_areRefusedWithTheValue() {
        var builder = DnsPeerDiscovery.builder(nginx().build());
        InetSocketAddress server = cluster.dns.address();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.nameservers(List.of()))
                .withMessageContaining("1 to 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.nameservers(List.of(server, server, server, server)))
                .withMessageContaining("4 nameservers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.nameservers(List.of(InetSocketAddress.createUnresolved("dns.example", 53))))
                .withMessageContaining("dns.example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.tryTimeout(Duration.ZERO))
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.lookupDeadline(Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.discovery().await(Completeness.QUORUM, Duration.ZERO))
                .withMessageContaining("PT0S");
    }
}
