// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Writes growing numbers to its keys in turn, all in one hash slot, and remembers for each key the last number that was
 * acknowledged: whatever the key holds later must not be less. One thread at a time.
 */
final class Lane {

    private final int slot;
    private final String prefix;
    private final long[] acknowledged;
    private final Writing writing;
    private final Tally tally;
    private long number;
    private long lastAcknowledgedNanos;
    private boolean gap;

    Lane(int slot, String prefix, int keys, Writing writing, Tally tally, long nowNanos) {
        this.slot = slot;
        this.prefix = prefix;
        this.acknowledged = new long[keys];
        this.writing = writing;
        this.tally = tally;
        this.lastAcknowledgedNanos = nowNanos;
    }

    /**
     * Writes once.
     *
     * @param ticker read before and after
     */
    void step(LongSupplier ticker) {
        number++;
        int index = (int) (number % acknowledged.length);
        long begin = ticker.getAsLong();
        Outcome outcome = writing.write(slot, prefix + index, number);
        long end = ticker.getAsLong();
        if (outcome instanceof Outcome.Acknowledged done) {
            check(index, done.before());
            acknowledged[index] = number;
            tally.acknowledged(end - begin, gap ? end - lastAcknowledgedNanos : 0, gap);
            lastAcknowledgedNanos = end;
            gap = false;
        } else if (outcome instanceof Outcome.Unconfirmed unconfirmed) {
            check(index, unconfirmed.before());
            // It stands on the master: what comes later may be it or its predecessor, and neither is a loss.
            failed("written, but no replica confirmed");
        } else if (outcome instanceof Outcome.Failed failed) {
            failed(failed.why());
        } else {
            lastAcknowledgedNanos = end;
        }
    }

    private void failed(String why) {
        tally.failed(why, !gap);
        gap = true;
    }

    /** How long ago the last write of this lane was acknowledged. */
    long silentNanos(long nowNanos) {
        return gap ? nowNanos - lastAcknowledgedNanos : 0;
    }

    private void check(int index, OptionalLong before) {
        long expected = acknowledged[index];
        if (expected == 0) {
            return;
        }
        boolean lost = before.isEmpty() || before.getAsLong() < expected;
        tally.verified(lost);
        // Counted once, and not again until this key is acknowledged anew.
        acknowledged[index] = 0;
    }
}
