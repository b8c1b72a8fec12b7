// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Gate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Notes when each gate was passed for the first time. */
final class PhaseClock {

    private final LongSupplier nanos;
    private final long start;
    private final Map<Gate, Duration> passed = new EnumMap<>(Gate.class);

    PhaseClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** Every gate before this one is passed. */
    void at(Gate gate) {
        Stream.of(Gate.values()).filter(other -> other.compareTo(gate) < 0).forEach(this::pass);
    }

    /** Whether a gate was passed once. */
    boolean hasPassed(Gate gate) {
        return passed.containsKey(gate);
    }

    /** Every gate is passed. */
    List<Phase> done() {
        Stream.of(Gate.values()).forEach(this::pass);
        return passed.entrySet().stream()
                .map(entry -> new Phase(entry.getKey(), entry.getValue()))
                .toList();
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    private void pass(Gate gate) {
        passed.putIfAbsent(gate, elapsed());
    }
}
