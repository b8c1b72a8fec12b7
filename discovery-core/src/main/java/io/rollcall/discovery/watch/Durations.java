// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import java.time.Duration;

/** What {@link Duration} cannot do. */
final class Durations {

    private Durations() {}

    static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    static Duration longer(Duration left, Duration right) {
        return left.compareTo(right) >= 0 ? left : right;
    }

    static Duration clamp(Duration value, Duration least, Duration most) {
        return shorter(longer(value, least), most);
    }

    /** Times a factor, which may be a fraction. */
    static Duration times(Duration value, double factor) {
        return Duration.ofNanos((long) (value.toNanos() * factor));
    }
}
