// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.ScaleGate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Notes how long each gate was the one that was worked on. */
final class ScaleClock {

    private final LongSupplier nanos;
    private final long start;
    private final Map<ScaleGate, Duration> spent = new EnumMap<>(ScaleGate.class);
    private ScaleGate current = ScaleGate.HEALTH;
    private long since;

    ScaleClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.since = start;
    }

    /** From now on it is this one. */
    void at(ScaleGate gate) {
        long now = nanos.getAsLong();
        spent.merge(current, Duration.ofNanos(now - since), Duration::plus);
        current = gate;
        since = now;
    }

    /** How long the current gate has been the current one. */
    Duration waited() {
        return Duration.ofNanos(nanos.getAsLong() - since);
    }

    boolean isAt(ScaleGate gate) {
        return current == gate;
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    List<ScalePhase> phases() {
        at(current);
        return spent.entrySet().stream()
                .map(entry -> new ScalePhase(entry.getKey(), entry.getValue()))
                .toList();
    }
}
