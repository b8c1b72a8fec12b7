// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.WatchOptions;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait from the end of one lookup to the next. Pure but for the chance it is given. */
final class Schedule {

    /** Added, so that a poll never comes before the TTL has run out, and pods that started together drift apart. */
    static final double JITTER = 0.1;
    /** Either way: what failed for all at once must not be asked again by all at once. */
    private static final double BACKOFF_JITTER = 0.2;
    /** So many looks in one TTL tell a peer that is gone from a server that is behind. */
    private static final int DOUBTS_PER_TTL = 8;

    private static final int SLOWEST_DOUBT = 4;
    /** While not complete, wait this share of the time since the last change: what moved lately moves again soon. */
    private static final int UNREST = 8;
    /** 2^20 s is more than any backoff. */
    private static final int MOST_DOUBLINGS = 20;

    private final WatchOptions options;
    private final RandomGenerator random;

    Schedule(WatchOptions options, RandomGenerator random) {
        this.options = options;
        this.random = random;
    }

    /** The longest regular wait for a TTL, jitter included. */
    static Duration onePoll(WatchOptions options, Duration ttl) {
        return Durations.times(Durations.clamp(ttl, options.shortestPoll(), options.longestPoll()), 1 + JITTER);
    }

    /** @param now when the last lookup ended */
    Duration next(ViewKeeper known, long now) {
        if (known.retries() > 0) {
            int doublings = Math.min(known.retries() - 1, MOST_DOUBLINGS);
            Duration backoff =
                    Durations.shorter(options.shortestPoll().multipliedBy(1L << doublings), options.longestBackoff());
            Duration jittered = Durations.times(backoff, 1 + BACKOFF_JITTER * (2 * random.nextDouble() - 1));
            Duration left = known.untilExpiry(now);
            return left.isZero() ? jittered : Durations.shorter(jittered, left);
        }
        return Durations.times(pause(known, now), 1 + JITTER * random.nextDouble());
    }

    private Duration pause(ViewKeeper known, long now) {
        Duration least = options.shortestPoll();
        Duration regular = Durations.clamp(known.view().ttl(), least, options.longestPoll());
        if (known.inDoubt()) {
            Duration share = known.learned().ttl().dividedBy(DOUBTS_PER_TTL);
            return Durations.shorter(regular, Durations.clamp(share, least, least.multipliedBy(SLOWEST_DOUBT)));
        }
        if (!known.view().whole() || !known.view().completeness().reaches(Completeness.COMPLETE)) {
            return Durations.clamp(known.unchangedFor(now).dividedBy(UNREST), least, regular);
        }
        return regular;
    }
}
