// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.testing.sim.Histories;

/** Random histories of ten virtual minutes each, and how many of them had two leaders. */
final class SimulatedHistories {

    private static final long USUAL = 10_000;
    private static final double NANOS = 1e9;

    private SimulatedHistories() {}

    static void run(Figures figures) {
        long began = System.nanoTime();
        Histories all = Histories.run(0, Long.getLong("sim.histories", USUAL));
        figures.count("sim.histories", all.count(), "histories");
        figures.measured("sim.seconds", (System.nanoTime() - began) / NANOS, "s");
        figures.count("sim.two-leaders-fenced", all.twoLeadersFenced(), "histories");
        figures.count("sim.two-leaders-unfenced", all.twoLeadersUnfenced(), "histories");
        figures.count("sim.two-leaders-unfenced-minority", all.twoLeadersThoughMostKnew(), "histories");
        figures.count("sim.two-leaders-confirmed", all.twoLeadersConfirmed(), "histories");
        if (!all.failures().isEmpty()) {
            throw new IllegalStateException(String.join("\n", all.failures()));
        }
    }
}
