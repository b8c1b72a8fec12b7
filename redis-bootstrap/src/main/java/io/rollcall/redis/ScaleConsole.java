// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.ScaleGate;
import io.rollcall.redis.decide.ScalePlan;
import io.rollcall.redis.node.MigrationKind;
import io.rollcall.redis.run.MoveTotals;
import io.rollcall.redis.run.ScaleProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells people how scaling goes, with a bar while slots move. Not thread-safe. */
final class ScaleConsole implements ScaleProgress {

    private static final Duration BAR_EVERY = Duration.ofSeconds(1);
    private static final int BAR_WIDTH = 30;

    private final PrintWriter out;
    private final PendingStates states;
    private final LongSupplier nanos;
    private long lastBar;

    ScaleConsole(PrintWriter out, PrintWriter err, LongSupplier nanos) {
        this.out = out;
        this.states = new PendingStates(err, nanos);
        this.nanos = nanos;
    }

    @Override
    public void silent(List<String> reasons) {
        states.pending("waiting for pods: " + reasons.get(0)
                + (reasons.size() > 1 ? ", and " + (reasons.size() - 1) + " more" : ""));
    }

    @Override
    public void planned(ScalePlan plan, Observation seen) {
        out.print(ScaleReport.plan(plan, seen));
        out.flush();
    }

    @Override
    public void applying(ScaleGate gate, int effects) {
        states.say("applying " + gate.title() + ": " + effects + " effects");
    }

    @Override
    public void waiting(ScaleGate gate, List<String> reasons) {
        states.pending("waiting for " + gate.title() + ": " + reasons.get(0)
                + (reasons.size() > 1 ? ", and " + (reasons.size() - 1) + " more" : ""));
    }

    @Override
    public void moving(MigrationKind kind, boolean resumed, int slots) {
        states.say((resumed ? "ending a migration that was begun before: " : "moving ") + slots + " hash slots, "
                + (kind == MigrationKind.CLASSIC ? "key by key" : "by the servers themselves"));
        lastBar = nanos.getAsLong();
    }

    @Override
    public void moved(MoveTotals totals, Duration took, boolean ended) {
        if (ended || nanos.getAsLong() - lastBar >= BAR_EVERY.toNanos()) {
            lastBar = nanos.getAsLong();
            states.say(bar(totals, took));
        }
    }

    private static String bar(MoveTotals totals, Duration took) {
        double done = totals.allSlots() == 0 ? 1 : (double) totals.slots() / totals.allSlots();
        int filled = (int) (done * BAR_WIDTH);
        double seconds = took.toNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %d of %d slots, %d keys%s, %.1f s%s",
                "#".repeat(filled),
                "-".repeat(BAR_WIDTH - filled),
                done * 100,
                totals.slots(),
                totals.allSlots(),
                totals.keys(),
                totals.bytes() == 0 ? "" : String.format(Locale.ROOT, ", %.1f MB", totals.bytes() / 1e6),
                seconds,
                done > 0 && done < 1
                        ? String.format(Locale.ROOT, ", about %.0f s left", seconds / done - seconds)
                        : "");
    }

    @Override
    public void warning(String sentence) {
        states.say("warning: " + sentence);
    }
}
