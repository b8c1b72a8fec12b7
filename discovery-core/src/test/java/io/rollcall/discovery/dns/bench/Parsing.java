// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.dns.Parse816;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** CPU time from the bytes of one answer with 816 pods to what a caller gets, by {@link Parse816}. */
final class Parsing {

    /** Each in JVMs of their own, taking turns. */
    private static final int ROUNDS = 3;

    private static final List<String> METHODS = List.of("message", "view", "lookupSession");

    private Parsing() {}

    static void run(Figures figures) throws RunnerException {
        Map<String, double[]> micros = new HashMap<>();
        METHODS.forEach(method -> micros.put(method, new double[ROUNDS]));
        for (int round = 0; round < ROUNDS; round++) {
            for (String method : METHODS) {
                micros.get(method)[round] = micros(method);
            }
        }
        double[] view = micros.get("view");
        figures.median("dns.parse816.rollcall", view, "us");
        figures.median("dns.parse816.message", micros.get("message"), "us");
        figures.median("dns.parse816.lookupsession", micros.get("lookupSession"), "us");
        figures.ratio("dns.parse816.vs-lookupsession", micros.get("lookupSession"), view);
        figures.ratio("dns.parse816.vs-message", view, micros.get("message"));
    }

    private static double micros(String method) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include(Parse816.class.getName() + "\\." + method + "$")
                        .forks(1)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(4)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(CpuTime.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .runSingle();
        return result.getSecondaryResults().get(CpuTime.RESULT).getScore();
    }
}
