// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.leader.FencingTokens.Answer;
import io.rollcall.discovery.leader.FencingTokens.Granted;
import io.rollcall.discovery.leader.FencingTokens.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the fence said since this process was chosen, and when to ask next. No thread, no clock: times are readings of a
 * nanosecond ticker, and its owner guards it.
 */
final class Term {

    /** A third of a grant leaves room for two attempts at renewing it. */
    private static final int RENEWALS_PER_GRANT = 3;

    /** Whatever the fence grants, it is asked at least three times an hour. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final long retry;
    private @Nullable Granted grant;
    private long grantedSince;
    private @Nullable Answer last;
    private @Nullable Ask asking;
    private long askAt;

    /**
     * Begins.
     *
     * @param retry how long to wait after an answer that grants nothing
     * @param now the ticker
     */
    Term(Duration retry, long now) {
        this.retry = retry.toNanos();
        this.askAt = now;
    }

    /**
     * One question to the fence.
     *
     * @param epoch the epoch to renew; empty to claim one
     * @param at when it was sent
     */
    record Ask(OptionalLong epoch, long at) {}

    Fence fence(long now) {
        Granted granted = grant;
        if (granted != null && end() - now <= 0) {
            grant = null;
            last = new Unavailable("epoch " + granted.epoch() + " was not renewed within the "
                    + granted.validFor().toMillis() + " ms that it was granted for"
                    + (last instanceof Unavailable unavailable ? " (" + unavailable.reason() + ")" : ""));
        }
        if (grant != null) {
            return new Fence.Answered(grant);
        }
        return last == null ? new Fence.Pending() : new Fence.Answered(last);
    }

    /** The question that is due, which then counts as asked. */
    Optional<Ask> due(long now) {
        if (asking != null || askAt - now > 0) {
            return Optional.empty();
        }
        asking = new Ask(grant == null ? OptionalLong.empty() : OptionalLong.of(grant.epoch()), now);
        return Optional.of(asking);
    }

    /**
     * Takes an answer in.
     *
     * @return the epoch that was granted but is of no use any more
     */
    OptionalLong answered(Ask ask, Answer answer, long now) {
        // Reads the clock into the state first: what has run out must not come back to life.
        fence(now);
        asking = null;
        boolean renewal = ask.epoch().isPresent();
        if (answer instanceof Granted granted) {
            return granted(ask, granted, renewal, now);
        }
        askAt = now + retry;
        if (!(renewal && answer instanceof Unavailable)) {
            grant = null;
        }
        last = answer;
        return OptionalLong.empty();
    }

    private OptionalLong granted(Ask ask, Granted granted, boolean renewal, long now) {
        if (renewal && (grant == null || grant.epoch() != granted.epoch())) {
            return unusable(granted, "is not the one to be renewed, or came when that had run out", now);
        }
        if (ask.at() + nanos(granted) - now <= 0) {
            return unusable(granted, "came when it had run out", now);
        }
        grant = granted;
        grantedSince = ask.at();
        last = granted;
        askAt = ask.at() + nanos(granted) / RENEWALS_PER_GRANT;
        return OptionalLong.empty();
    }

    private OptionalLong unusable(Granted granted, String why, long now) {
        grant = null;
        last = new Unavailable("epoch " + granted.epoch() + " " + why);
        askAt = now + retry;
        return OptionalLong.of(granted.epoch());
    }

    /** When something happens next although nobody answers; empty while only an answer can change anything. */
    OptionalLong next() {
        if (grant != null) {
            return OptionalLong.of(asking == null && askAt - end() < 0 ? askAt : end());
        }
        return asking == null ? OptionalLong.of(askAt) : OptionalLong.empty();
    }

    /** The epoch to give back when the term ends. */
    OptionalLong held() {
        return grant == null ? OptionalLong.empty() : OptionalLong.of(grant.epoch());
    }

    private long end() {
        return grant == null ? grantedSince : grantedSince + nanos(grant);
    }

    private static long nanos(Granted granted) {
        Duration valid = granted.validFor();
        return (valid.compareTo(LONGEST) < 0 ? valid : LONGEST).toNanos();
    }
}
