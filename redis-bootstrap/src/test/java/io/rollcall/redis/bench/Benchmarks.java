// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs the benchmarks whose names begin with the system property {@code bench}; all of them if it is empty.
 *
 * <p>{@code ./mvnw -q -Pbench -Dbench=form6}
 */
public final class Benchmarks {

    private static final List<Benchmark> ALL = List.of(
            new Benchmark("form6.process", FormFigures::process),
            new Benchmark("form6", FormFigures::six),
            new Benchmark("form60", FormFigures::sixty),
            new Benchmark("heal6", HealFigures::six),
            new Benchmark("heal60", HealFigures::sixty),
            new Benchmark("heal6late", HealFigures::sixLate),
            new Benchmark("plan300", PlanFigures::run),
            new Benchmark("crash", CrashFigures::run),
            new Benchmark("concurrent", ConcurrentFigures::run),
            new Benchmark("rolling", RollingFigures::run),
            new Benchmark("rebalance", RebalanceFigures::run),
            new Benchmark("crash.scale", ScaleCrashFigures::run));

    private Benchmarks() {}

    /** Runs them one after the other. */
    public static void main(String[] args) throws Exception {
        String wanted = System.getProperty("bench", "");
        List<Benchmark> meant =
                ALL.stream().filter(benchmark -> benchmark.isMeantBy(wanted)).toList();
        if (meant.isEmpty()) {
            // Another module may have it.
            System.err.println("redis-bootstrap has no benchmark " + wanted + "; it has "
                    + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
        }
        for (Benchmark benchmark : meant) {
            benchmark.body().run(new Figures());
        }
    }
}
