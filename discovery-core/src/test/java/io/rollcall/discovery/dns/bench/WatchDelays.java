// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.PeerLeft;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** How soon a watch sees a pod that starts and one that ends, in real time at CoreDNS's default TTL. */
final class WatchDelays {

    private static final Duration TTL = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;
    /** One poll, one TTL and one poll in doubt, each poll with 10 % jitter. */
    private static final double LEAVE_BOUND = 5.5 + 5 + 1.1;

    private final double[] polls = new double[ROUNDS];
    private final double[] joins = new double[ROUNDS];
    private final double[] leaves = new double[ROUNDS];

    private WatchDelays() {}

    static void join(Figures figures) throws Exception {
        WatchDelays delays = new WatchDelays();
        delays.measure();
        figures.median("watch.join.polls", delays.polls, "polls");
        figures.median("watch.join.seconds", delays.joins, "s");
    }

    static void leave(Figures figures) throws Exception {
        WatchDelays delays = new WatchDelays();
        delays.measure();
        figures.median("watch.leave.seconds", delays.leaves, "s");
        figures.measured("watch.leave.bound", LEAVE_BOUND, "s");
    }

    private void measure() throws Exception {
        try (HeadlessDns dns = HeadlessDns.builder().ttl(TTL).start()) {
            Service service = dns.service("orders").port("http", 8080);
            service.pod("orders-0", "127.0.0.10");
            service.pod("orders-1", "127.0.0.11");
            HeadlessService wanted = HeadlessService.named("orders")
                    .portName("http")
                    .expectedPeers(2)
                    .build();
            BlockingQueue<PeerEvent> events = new LinkedBlockingQueue<>();
            try (DnsPeerDiscovery discovery = DnsPeerDiscovery.builder(wanted)
                            .nameservers(List.of(dns.address()))
                            .build();
                    PeerWatch watch = discovery.watch(events::add)) {
                watch.await(Completeness.COMPLETE, Duration.ofSeconds(10));
                next(events, PeerJoined.class);
                next(events, PeerJoined.class);
                for (int i = 0; i < ROUNDS; i++) {
                    long queries = dns.queries().total();
                    long start = System.nanoTime();
                    service.pod("orders-2", "127.0.0.12");
                    next(events, PeerJoined.class);
                    joins[i] = seconds(start);
                    polls[i] = dns.queries().total() - queries;
                    start = System.nanoTime();
                    service.removePod("orders-2");
                    next(events, PeerLeft.class);
                    leaves[i] = seconds(start);
                }
            }
        }
    }

    private static void next(BlockingQueue<PeerEvent> events, Class<? extends PeerEvent> kind)
            throws InterruptedException {
        PeerEvent event = events.poll(1, TimeUnit.MINUTES);
        if (!kind.isInstance(event)) {
            throw new IllegalStateException("expected " + kind.getSimpleName() + " and got " + event);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
