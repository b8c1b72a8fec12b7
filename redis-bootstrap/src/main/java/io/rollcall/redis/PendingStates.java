// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Says what lasts: every change at once, the same state at most every few seconds. Not thread-safe. */
final class PendingStates {

    private static final Duration REPEAT = Duration.ofSeconds(5);
    /** What passes sooner is not worth a line. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PrintWriter err;
    private final LongSupplier nanos;
    private String state = "";
    private long since;
    private long lastSaid;
    private boolean said;

    PendingStates(PrintWriter err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
    }

    /** A state that lasts: said when it has lasted a while, and again from time to time. */
    void pending(String sentence) {
        long now = nanos.getAsLong();
        String kind = sentence.substring(0, sentence.indexOf(':'));
        if (!kind.equals(state)) {
            state = kind;
            since = now;
            said = false;
        }
        boolean due = said ? now - lastSaid >= REPEAT.toNanos() : now - since >= PATIENCE.toNanos();
        if (due) {
            said = true;
            lastSaid = now;
            say(sentence);
        }
    }

    /** Something that happened: said at once. */
    void say(String sentence) {
        err.println(sentence);
        err.flush();
    }
}
