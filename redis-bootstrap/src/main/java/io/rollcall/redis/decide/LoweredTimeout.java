// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Optional;

/**
 * A node timeout for the time of a formation that remembers the one it replaces: 500 ms and one more for each second of
 * the original, so 15 s becomes 515 ms. Survives any crash, needs no file, and costs at most 60 ms. Nobody configures
 * such values.
 */
final class LoweredTimeout {

    /** In milliseconds, as all values here: the server's floor for turning {@code ok}. */
    private static final long FLOOR = 500;

    private static final long MOST_SECONDS = 60;
    /** For originals that are no whole number of seconds up to 60. */
    private static final long NOT_REMEMBERED = FLOOR + MOST_SECONDS + 1;

    private LoweredTimeout() {}

    /** The lowered timeout for an original. */
    static String of(String original) {
        long millis = Long.parseLong(original);
        boolean whole = millis % 1000 == 0 && millis >= 1000 && millis <= MOST_SECONDS * 1000;
        return Long.toString(whole ? FLOOR + millis / 1000 : NOT_REMEMBERED);
    }

    /** Whether a timeout is a lowered one. */
    static boolean isOne(String timeout) {
        long millis = Long.parseLong(timeout);
        return millis > FLOOR && millis <= NOT_REMEMBERED;
    }

    /** The original of a lowered timeout; empty if it could not be remembered. */
    static Optional<String> original(String lowered) {
        long millis = Long.parseLong(lowered);
        return millis == NOT_REMEMBERED ? Optional.empty() : Optional.of(Long.toString((millis - FLOOR) * 1000));
    }
}
