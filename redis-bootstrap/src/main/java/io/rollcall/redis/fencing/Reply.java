// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.fencing;

import io.rollcall.discovery.PeerId;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Script} returned.
 *
 * @param word how it went
 * @param office the master that ran it
 * @param tenure that master's tenure
 * @param epoch the epoch that stands in the store; 0 if there was none yet
 * @param holder who has it
 * @param millis for how long
 */
record Reply(String word, Office office, String tenure, long epoch, Optional<PeerId> holder, long millis) {

    /**
     * Bits for milliseconds since 2026, which lasts until 2095; 22 remain for the config epoch, of which each failover
     * and each move of a slot takes one.
     */
    private static final int LOW_BITS = 41;

    /** Reads it. */
    static Reply of(List<String> values) {
        return new Reply(
                values.get(0),
                new Office(values.get(1), Long.parseLong(values.get(2))),
                values.get(3),
                epoch(Long.parseLong(values.get(4)), Long.parseLong(values.get(5))),
                PeerId.parse(values.get(6)),
                Long.parseLong(values.get(7)));
    }

    /**
     * The number of two halves.
     *
     * @throws IllegalArgumentException if a half is too large for its bits
     */
    static long epoch(long high, long low) {
        if (high < 0 || high >= 1L << (Long.SIZE - 1 - LOW_BITS) || low < 0 || low >= 1L << LOW_BITS) {
            throw new IllegalArgumentException("the config epoch " + high + " or the counter " + low
                    + " is out of range, so that epochs could not grow any more");
        }
        return high << LOW_BITS | low;
    }

    /** The config epoch's half. */
    static long high(long epoch) {
        return epoch >>> LOW_BITS;
    }

    /** The other half. */
    static long low(long epoch) {
        return epoch & (1L << LOW_BITS) - 1;
    }
}
