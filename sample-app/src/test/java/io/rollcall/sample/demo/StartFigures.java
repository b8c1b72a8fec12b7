// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From the start of the process to readiness, before a cluster that is formed. */
final class StartFigures {

    private static final int RUNS = 5;

    private StartFigures() {}

    static void run() throws Exception {
        try (DemoCluster cluster = DemoCluster.formed()) {
            List<Double> seconds = new ArrayList<>();
            List<Double> cpu = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                try (AppUnderTest app = new AppUnderTest(cluster)) {
                    long begin = System.nanoTime();
                    app.start().awaitReady();
                    seconds.add((System.nanoTime() - begin) / 1e9);
                    cpu.add(app.cpu().toMillis() / 1e3);
                }
            }
            Collections.sort(seconds);
            Collections.sort(cpu);
            Benchmarks.print("sample.start.seconds", seconds.get(RUNS / 2), "s");
            Benchmarks.print("sample.start.best-seconds", seconds.get(0), "s");
            // What a machine that others use at the same time changes least.
            Benchmarks.print("sample.start.cpu-seconds", cpu.get(RUNS / 2), "s");
        }
    }
}
