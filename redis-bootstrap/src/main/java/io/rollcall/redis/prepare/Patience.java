// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.prepare;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says what is waited for: when it has lasted for a second, and again every few seconds. Not thread-safe. */
public final class Patience {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration REPEAT = Duration.ofSeconds(5);

    private final Consumer<String> say;
    private final LongSupplier nanos;
    private String state = "";
    private long due;

    /**
     * Nothing is waited for yet.
     *
     * @param say gets the sentences
     * @param nanos a clock as {@link System#nanoTime()}
     */
    public Patience(Consumer<String> say, LongSupplier nanos) {
        this.say = say;
        this.nanos = nanos;
    }

    void waiting(String what, String why) {
        long now = nanos.getAsLong();
        if (!what.equals(state)) {
            state = what;
            due = now + FIRST.toNanos();
        }
        if (now - due >= 0) {
            due = now + REPEAT.toNanos();
            say.accept("waiting for " + what + ": " + why);
        }
    }
}
