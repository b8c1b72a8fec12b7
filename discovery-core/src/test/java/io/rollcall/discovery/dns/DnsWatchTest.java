// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.PeerLeft;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.QueryFilter;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches of a real server in real time, at a TTL of one second. */
@Timeout(60)
class DnsWatchTest {

    private static final Duration TTL = Duration.ofSeconds(1);
    private static final HeadlessService ORDERS = HeadlessService.named("orders")
            .namespace("shop")
            .portName("http")
            .expectedPeers(3)
            .build();

    /** Slack for a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final HeadlessDns dns = HeadlessDns.builder().ttl(TTL).start();
    private final Service service = dns.service("orders", "shop").port("http", 8080);
    private final BlockingQueue<PeerEvent> events = new LinkedBlockingQueue<>();
    private final DnsPeerDiscovery discovery =
            DnsPeerDiscovery.builder(ORDERS).nameservers(List.of(dns.address())).build();

    @BeforeEach
    void threePods() {
        service.pod("orders-0", "127.0.0.10");
        service.pod("orders-1", "127.0.0.11");
        service.pod("orders-2", "127.0.0.12");
    }

    @AfterEach
    void close() {
        discovery.close();
        dns.close();
    }

    @Test
    void joinIsSeenWithinOnePoll_andLeaveWithinItsBound() throws Exception {
        PeerWatch watch = discovery.watch(events::add);
        watch.await(Completeness.COMPLETE, Duration.ofSeconds(10));
        told(3);

        long started = System.nanoTime();
        service.pod("orders-3", "127.0.0.13");
        PeerEvent joined = events.poll(30, TimeUnit.SECONDS);
        Duration joining = Duration.ofNanos(System.nanoTime() - started);
        long ended = System.nanoTime();
        service.removePod("orders-3");
        PeerEvent left = events.poll(30, TimeUnit.SECONDS);
        Duration leaving = Duration.ofNanos(System.nanoTime() - ended);

        assertThat(joined).isInstanceOf(PeerJoined.class);
        assertThat(joining).isLessThan(Duration.ofMillis(1100).plus(SLACK));
        assertThat(left).isInstanceOf(PeerLeft.class);
        assertThat(leaving)
                .isGreaterThan(TTL)
                .isLessThan(Duration.ofMillis(3300).plus(SLACK));
        assertThat(watch.view().peers()).hasSize(3);
    }

    @Test
    void serversThatDisagree_tellNothing() throws Exception {
        try (HeadlessDns behind = HeadlessDns.builder().ttl(TTL).start()) {
            Service old = behind.service("orders", "shop").port("http", 8080);
            old.pod("orders-0", "127.0.0.10");
            old.pod("orders-2", "127.0.0.12");
            PeerWatch watch = discovery.watch(events::add);
            watch.await(Completeness.COMPLETE, Duration.ofSeconds(10));
            told(3);
            dns.inject(Fault.answerFrom(behind), QueryFilter.any().every(2));
            long before = dns.queries().total();

            await().atMost(Duration.ofSeconds(30)).until(() -> dns.queries().total() >= before + 8);

            assertThat(events).isEmpty();
        }
    }

    @Test
    void manyWatches_shareLookupsAndOneSchedulerThread_andLeaveNone() throws Exception {
        List<PeerWatch> watches = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            watches.add(discovery.watch(events::add));
        }
        told(300);
        await().atMost(Duration.ofSeconds(20)).until(() -> dns.queries().total() >= 3);

        assertThat(dns.queries().total()).isLessThan(20);
        assertThat(threads("rollcall-watch")).hasSize(1);

        watches.forEach(PeerWatch::close);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> threads("rollcall-watch").isEmpty());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> threads("rollcall-listener").isEmpty());
    }

    @Test
    void listenerThatBlocks_delaysNobodyElse() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Queue<Thread> stuck = new ConcurrentLinkedQueue<>();
        try {
            discovery.watch(event -> {
                stuck.add(Thread.currentThread());
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            discovery.watch(events::add);
            told(3);
            long before = dns.queries().total();

            await().atMost(Duration.ofSeconds(20)).until(() -> dns.queries().total() >= before + 3);

            assertThat(stuck).hasSize(1);
        } finally {
            release.countDown();
        }
    }

    @Test
    void closingTheDiscovery_endsItsWatches() throws Exception {
        PeerWatch watch = discovery.watch(events::add);
        told(3);

        discovery.close();

        assertThatThrownBy(() -> watch.await(1, Duration.ofSeconds(5))).isInstanceOf(DiscoveryClosedException.class);
        assertThatThrownBy(() -> discovery.watch(events::add)).isInstanceOf(DiscoveryClosedException.class);
    }

    @Test
    void waitThatEnds_saysWhatIsMissing() {
        PeerWatch watch = discovery.watch(events::add);

        assertThatThrownBy(() -> watch.await(4, Duration.ofSeconds(1)))
                .isInstanceOf(PeersMissingException.class)
                .hasMessageContaining("for 4 peers of " + ORDERS.domain() + " and saw 3");
    }

    private void told(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOf(PeerJoined.class);
        }
    }

    private static Set<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .collect(toSet());
    }
}
