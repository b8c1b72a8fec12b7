// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Holds moves back so that together they keep to a rate. Thread-safe. */
final class Pace {

    private final MigrationRate rate;
    private final LongSupplier nanos;
    private final StopSignal stop;
    private long free;

    Pace(MigrationRate rate, LongSupplier nanos, StopSignal stop) {
        this.rate = rate;
        this.nanos = nanos;
        this.stop = stop;
        this.free = nanos.getAsLong();
    }

    /** Blocks until so much may move, or until asked to stop. */
    void await(long keys, long bytes) throws InterruptedException {
        long wait = reserve(keys, bytes);
        if (wait > 0) {
            stop.pause(Duration.ofNanos(wait));
        }
    }

    private synchronized long reserve(long keys, long bytes) {
        long now = nanos.getAsLong();
        long start = Math.max(now, free);
        free = start + (long) (rate.seconds(keys, bytes) * 1e9);
        return start - now;
    }
}
