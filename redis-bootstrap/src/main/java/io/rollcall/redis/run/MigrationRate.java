// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import java.util.OptionalLong;

/**
 * How fast keys may move, over all nodes together.
 *
 * @param keysPerSecond at most so many keys; empty for no such limit
 * @param bytesPerSecond at most so many bytes, as the nodes' memory counts them; empty for no such limit
 */
public record MigrationRate(OptionalLong keysPerSecond, OptionalLong bytesPerSecond) {

    /** As fast as it goes. */
    public static final MigrationRate UNLIMITED = new MigrationRate(OptionalLong.empty(), OptionalLong.empty());

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is not more than zero
     */
    public MigrationRate {
        if (keysPerSecond.orElse(1) < 1 || bytesPerSecond.orElse(1) < 1) {
            throw new IllegalArgumentException("a rate that is not more than zero moves nothing");
        }
    }

    /** How many seconds so much takes at the least. */
    double seconds(long keys, long bytes) {
        double byKeys = keysPerSecond.isPresent() ? (double) keys / keysPerSecond.getAsLong() : 0;
        double byBytes = bytesPerSecond.isPresent() ? (double) bytes / bytesPerSecond.getAsLong() : 0;
        return Math.max(byKeys, byBytes);
    }
}
