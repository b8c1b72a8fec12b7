// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.QueryFilter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.runner.RunnerException;

/** Services that no single answer holds. The server runs in the same JVM, so its work is in the seconds too. */
final class LargeServices {

    private static final int ROUNDS = 5;
    private static final int SMALL = 1_000;
    static final int LARGE = 10_000;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private LargeServices() {}

    /** About as many addresses as one answer holds: the addresses alone, and each found its pod. */
    static void listed(Figures figures) {
        try (Published published = new Published(4_000)) {
            seconds(
                    figures,
                    "dns.a4000.addresses-only",
                    published,
                    published.described().build());
            seconds(figures, "dns.a4000", published, published.known());
            crowd(figures, "dns.a4000", published);
        }
    }

    /** More than any answer holds, asked for pod by pod. */
    static void swept(Figures figures) throws RunnerException {
        figures.measured("dns.sweep10000.cold-seconds", ColdSweep.seconds(), "s");
        try (Published published = new Published(LARGE)) {
            seconds(figures, "dns.sweep10000", published, published.known());
            crowd(figures, "dns.sweep10000", published);
        }
    }

    private static void seconds(Figures figures, String name, Published published, HeadlessService wanted) {
        double[] seconds = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            try (DnsPeerDiscovery discovery = published.discovery(wanted)) {
                long start = System.nanoTime();
                published.look(discovery);
                if (round >= 0) {
                    seconds[round] = (System.nanoTime() - start) / NANOS;
                }
            }
        }
        figures.median(name + ".seconds", seconds, "s");
    }

    private static void crowd(Figures figures, String name, Published published) {
        Crowd crowd = new Crowd(published.dns);
        try (DnsPeerDiscovery discovery = published.discovery(published.known())) {
            published.look(discovery);
        }
        figures.count(name + ".in-flight", crowd.mostInFlight(), "queries");
        figures.count(name + ".sockets", crowd.mostSockets(), "sockets");
    }

    /** CPU time of the engine's thread for each pod, at ten times the pods, where both have to be asked for one by one. */
    static void costPerPod(Figures figures) {
        try (Published small = unlisted(SMALL);
                Published large = unlisted(LARGE)) {
            double[] smallMicros = new double[ROUNDS];
            double[] largeMicros = new double[ROUNDS];
            for (int round = -1; round < ROUNDS; round++) {
                double smallCost = microsPerPod(small, LARGE / SMALL, LARGE);
                double largeCost = microsPerPod(large, 1, LARGE);
                if (round >= 0) {
                    smallMicros[round] = smallCost;
                    largeMicros[round] = largeCost;
                }
            }
            figures.median("dns.sweep.cost1000", smallMicros, "us/pod");
            figures.median("dns.sweep.cost10000", largeMicros, "us/pod");
            figures.ratio("dns.sweep.cost10000-vs-1000", largeMicros, smallMicros);
        }
    }

    private static Published unlisted(int pods) {
        Published published = new Published(pods);
        published.dns.inject(Fault.rcode("SERVFAIL"), QueryFilter.any().type("SRV"));
        published.dns.inject(
                Fault.rcode("SERVFAIL"), QueryFilter.any().type("A").name(published.domain()));
        return published;
    }

    private static double microsPerPod(Published published, int looks, int pods) {
        try (DnsPeerDiscovery discovery = published.discovery(published.known())) {
            EngineThread thread = EngineThread.newest();
            long before = thread.cpuNanos();
            for (int i = 0; i < looks; i++) {
                published.look(discovery);
            }
            return (double) TimeUnit.NANOSECONDS.toMicros(thread.cpuNanos() - before) / pods;
        }
    }
}
