// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the peers said since this process was chosen, and when to ask them next. No thread, no clock: times are readings of
 * a nanosecond ticker, and its owner guards it.
 */
final class Canvass {

    /** A third of the time that agreement holds leaves room for two rounds that fail. */
    private static final int ROUNDS_PER_AGREEMENT = 3;

    private final int required;
    private final int expected;
    private final long validity;

    private @Nullable Tally reached;
    private long reachedAt;
    private @Nullable Tally last;
    private boolean asking;
    private long askAt;

    /**
     * Begins.
     *
     * @param required how many peers must agree
     * @param expected how many there are
     * @param validity how long their agreement holds
     * @param now the ticker
     */
    Canvass(int required, int expected, Duration validity, long now) {
        this.required = required;
        this.expected = expected;
        this.validity = validity.toNanos();
        this.askAt = now;
    }

    /** How long a round takes at the most, and how much time is between two. */
    static Duration round(Duration validity) {
        return validity.dividedBy(ROUNDS_PER_AGREEMENT);
    }

    Agreement agreement(long now) {
        // Peers that are silent keep their promise; those that contradict take their agreement back.
        boolean contradicted = last != null && last.opposed() > expected - required;
        if (reached != null && !contradicted && reachedAt + validity - now > 0) {
            return reached.agreement();
        }
        return last == null || last.equals(reached) ? new Agreement.Pending() : last.agreement();
    }

    /** Whom enough peers name instead of this process. */
    Optional<PeerId> rival() {
        return last == null ? Optional.empty() : last.rival();
    }

    /** Whether a round is due, which then counts as begun. */
    boolean due(long now) {
        if (asking || askAt - now > 0) {
            return false;
        }
        asking = true;
        return true;
    }

    /**
     * Takes a round in.
     *
     * @param tally what it came to
     * @param begun when its questions were sent: promises count from then
     */
    void counted(Tally tally, long begun, long now) {
        asking = false;
        last = tally;
        if (tally.agreement().agreeing() >= required && begun + validity - now > 0) {
            reached = tally;
            reachedAt = begun;
        }
        askAt = Math.max(begun + validity / ROUNDS_PER_AGREEMENT - now, 0) + now;
    }

    /** When something happens next although nobody answers; empty while only an answer can change anything. */
    OptionalLong next(long now) {
        boolean holds = reached != null && reachedAt + validity - now > 0;
        if (asking) {
            return holds ? OptionalLong.of(reachedAt + validity) : OptionalLong.empty();
        }
        return OptionalLong.of(askAt);
    }
}
