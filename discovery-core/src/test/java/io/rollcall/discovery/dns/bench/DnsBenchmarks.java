// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs the benchmarks whose names begin with the system property {@code bench}; all of them if it is empty.
 *
 * <p>{@code ./mvnw -q -Pbench -Dbench=dns.parse816}
 */
public final class DnsBenchmarks {

    private static final List<String> FAMILIES = List.of("dns.", "watch.", "sim.", "cli.");

    private static final List<Benchmark> ALL = List.of(
            new Benchmark("dns.refresh570", Refresh::of570),
            new Benchmark("dns.refresh11", Refresh::of11),
            new Benchmark("dns.parse816", Parsing::run),
            new Benchmark("dns.a4000", LargeServices::listed),
            new Benchmark("dns.sweep10000", LargeServices::swept),
            new Benchmark("dns.sweep.cost10000-vs-1000", LargeServices::costPerPod),
            new Benchmark("dns.deadfirst", DeadNameserver::first),
            new Benchmark("dns.leak10000", Leak::run),
            new Benchmark("watch.flap", WatchFlap::run),
            new Benchmark("watch.join", WatchDelays::join),
            new Benchmark("watch.leave", WatchDelays::leave),
            new Benchmark("watch.100x1000", WatchCost::ofOneService),
            new Benchmark("watch.100services", WatchCost::ofManyServices),
            new Benchmark("watch.vs", WatchComparison::run),
            new Benchmark("sim.histories", SimulatedHistories::run),
            new Benchmark("cli.peers", ProgramStart::peers));

    private DnsBenchmarks() {}

    /** Runs them one after the other. */
    public static void main(String[] args) throws Exception {
        String wanted = System.getProperty("bench", "");
        List<Benchmark> meant =
                ALL.stream().filter(benchmark -> benchmark.isMeantBy(wanted)).toList();
        if (meant.isEmpty()) {
            sayThatThereIsNone(wanted);
        }
        Figures figures = new Figures(System.out);
        for (Benchmark benchmark : meant) {
            benchmark.body().run(figures);
        }
    }

    /** Another module may have it, unless it names this one's. */
    private static void sayThatThereIsNone(String wanted) {
        String sentence = "discovery-core has no benchmark " + wanted + "; it has "
                + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "));
        if (FAMILIES.stream().anyMatch(wanted::startsWith)) {
            throw new IllegalArgumentException(sentence);
        }
        System.err.println(sentence);
    }
}
