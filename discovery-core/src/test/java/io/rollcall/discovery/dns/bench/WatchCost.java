// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What a hundred watches cost once they have settled, at a TTL of 30 s. CPU time is that of Rollcall's own threads; a
 * line of its own has that of the whole process, with the server, the compiler and the garbage collector.
 */
final class WatchCost {

    private static final int WATCHES = 100;
    private static final Duration TTL = Duration.ofSeconds(30);
    /** Three polls. */
    private static final Duration MEASURED = Duration.ofSeconds(100);

    private static final int WARM_UP = 100;
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final double BYTES_PER_MB = 1 << 20;

    private final String name;
    private final Figures figures;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<PeerWatch> watches = new ArrayList<>();

    private WatchCost(String name, Figures figures) {
        this.name = name;
        this.figures = figures;
    }

    /** A hundred watches of one service with a thousand pods. */
    static void ofOneService(Figures figures) throws Exception {
        new WatchCost("watch.100x1000", figures).measure(1, WATCHES, 1000);
    }

    /** One watch of each of a hundred services with ten pods. */
    static void ofManyServices(Figures figures) throws Exception {
        new WatchCost("watch.100services", figures).measure(WATCHES, 1, 10);
    }

    private void measure(int services, int watchesEach, int pods) throws Exception {
        try (HeadlessDns dns = HeadlessDns.builder().ttl(TTL).start()) {
            List<DnsPeerDiscovery> discoveries = new ArrayList<>();
            for (int i = 0; i < services; i++) {
                discoveries.add(opened(dns, "orders-" + i, pods));
            }
            for (DnsPeerDiscovery discovery : discoveries) {
                Published.complete(discovery.lookup().join());
            }
            Set<Long> threads = threads();
            double before = heap();
            for (DnsPeerDiscovery discovery : discoveries) {
                for (int i = 0; i < watchesEach; i++) {
                    watches.add(discovery.watch(event -> {}));
                }
            }
            for (PeerWatch watch : watches) {
                watch.await(Completeness.COMPLETE, Duration.ofSeconds(30));
            }
            warmUp();
            pass(SETTLING);
            double heap = (heap() - before) / WATCHES;
            cpu(dns);
            figures.measured(name + ".heap-mb", heap, "MB/watch");
            figures.count(
                    name + ".threads",
                    threads().stream().filter(id -> !threads.contains(id)).count(),
                    "threads");
        } finally {
            for (AutoCloseable each : open) {
                each.close();
            }
        }
    }

    /** Until the code is compiled: the steady state is that of a process that has run for long. */
    private void warmUp() {
        for (int i = 0; i < WARM_UP; i++) {
            CompletableFuture.allOf(watches.stream().map(PeerWatch::refresh).toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private DnsPeerDiscovery opened(HeadlessDns dns, String set, int pods) {
        Service service = dns.service(set);
        dns.atomically(() -> {
            service.port("http", 8080);
            for (int i = 0; i < pods; i++) {
                service.pod(set + "-" + i, "10.1." + i / 256 + "." + i % 256);
            }
        });
        HeadlessService wanted =
                HeadlessService.named(set).portName("http").expectedPeers(pods).build();
        DnsPeerDiscovery discovery = DnsPeerDiscovery.builder(wanted)
                .nameservers(List.of(dns.address()))
                .build();
        open.add(discovery);
        return discovery;
    }

    private void cpu(HeadlessDns dns) {
        long queries = dns.queries().total();
        ThreadTimes before = ThreadTimes.now();
        pass(MEASURED);
        ThreadTimes after = ThreadTimes.now();
        figures.measured(name + ".cpu-percent", after.percentOfOurs(before), "%");
        figures.measured(name + ".process-cpu-percent", after.percentOfProcess(before), "%");
        figures.count(name + ".queries", dns.queries().total() - queries, "queries");
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / BYTES_PER_MB;
    }

    private static Set<Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rollcall"))
                .map(Thread::getId)
                .collect(Collectors.toSet());
    }

    private static void pass(Duration time) {
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        never.completeOnTimeout(true, time.toNanos(), TimeUnit.NANOSECONDS).join();
    }
}
