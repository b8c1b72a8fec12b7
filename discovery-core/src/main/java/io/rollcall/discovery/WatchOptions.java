// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.time.Duration;

/**
 * How a {@link PeerWatch} looks and how sure it wants to be. Immutable. Watches of one discovery with equal options share
 * their lookups.
 *
 * @param shortestPoll the least time between two lookups, counted from the end of the first; 1 s unless set
 * @param longestPoll the most time between two lookups, jitter and backoff aside; 30 s unless set
 * @param longestBackoff the most time between two lookups while they fail, jitter aside; 15 s unless set
 * @param lookupDeadline after how long a lookup counts as failed although its future has not completed; 30 s unless set
 * @param misses in how many answers in a row a peer must be missing before it leaves, besides their spanning one TTL; 3
 *     unless set: one stale server that happens to be asked twice does not remove a peer
 * @param stabilityWindow the least time without a change after which a view counts as stable; 5 s unless set. What DNS
 *     teaches makes it longer, never shorter
 * @param staleBound how long the last good answer is kept while lookups fail or come back empty, before its peers leave;
 *     10 min unless set: later on, addresses are too likely to belong to somebody else
 * @since 0.1
 */
public record WatchOptions(
        Duration shortestPoll,
        Duration longestPoll,
        Duration longestBackoff,
        Duration lookupDeadline,
        int misses,
        Duration stabilityWindow,
        Duration staleBound) {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST_MISSES = 100;
    private static final WatchOptions DEFAULTS = builder().build();

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a part is out of its range or contradicts another; the message names both and
     *     their values
     */
    public WatchOptions {
        positive("shortest poll", shortestPoll);
        positive("longest poll", longestPoll);
        positive("longest backoff", longestBackoff);
        positive("lookup deadline", lookupDeadline);
        positive("stale bound", staleBound);
        if (stabilityWindow.isNegative() || stabilityWindow.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "stability window " + stabilityWindow + " is not zero to " + LONGEST.toDays() + " days");
        }
        if (misses < 1 || misses > MOST_MISSES) {
            throw new IllegalArgumentException(misses + " misses are not 1 to " + MOST_MISSES);
        }
        notLonger("shortest poll", shortestPoll, "longest poll", longestPoll);
        notLonger("shortest poll", shortestPoll, "longest backoff", longestBackoff);
        notLonger("longest poll", longestPoll, "stale bound", staleBound);
    }

    /** Every option at its default. */
    public static WatchOptions defaults() {
        return DEFAULTS;
    }

    /** Starts options that differ from {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    private static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " " + value + " is not more than zero and at most " + LONGEST.toDays() + " days");
        }
    }

    private static void notLonger(String what, Duration value, String bound, Duration most) {
        if (value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    what + " " + value + " is longer than the " + bound + " " + most + "; change one of them");
        }
    }

    /** Collects {@link WatchOptions}. Not thread-safe. */
    public static final class Builder {
        private Duration shortestPoll = Duration.ofSeconds(1);
        private Duration longestPoll = Duration.ofSeconds(30);
        private Duration longestBackoff = Duration.ofSeconds(15);
        private Duration lookupDeadline = Duration.ofSeconds(30);
        private int misses = 3;
        private Duration stabilityWindow = Duration.ofSeconds(5);
        private Duration staleBound = Duration.ofMinutes(10);

        private Builder() {}

        /** See {@link WatchOptions#shortestPoll()}. */
        public Builder shortestPoll(Duration shortestPoll) {
            this.shortestPoll = shortestPoll;
            return this;
        }

        /** See {@link WatchOptions#longestPoll()}. */
        public Builder longestPoll(Duration longestPoll) {
            this.longestPoll = longestPoll;
            return this;
        }

        /** See {@link WatchOptions#longestBackoff()}. */
        public Builder longestBackoff(Duration longestBackoff) {
            this.longestBackoff = longestBackoff;
            return this;
        }

        /** See {@link WatchOptions#lookupDeadline()}. */
        public Builder lookupDeadline(Duration lookupDeadline) {
            this.lookupDeadline = lookupDeadline;
            return this;
        }

        /** See {@link WatchOptions#misses()}; 1 to 100. */
        public Builder misses(int misses) {
            this.misses = misses;
            return this;
        }

        /** See {@link WatchOptions#stabilityWindow()}; zero or more. */
        public Builder stabilityWindow(Duration stabilityWindow) {
            this.stabilityWindow = stabilityWindow;
            return this;
        }

        /** See {@link WatchOptions#staleBound()}. */
        public Builder staleBound(Duration staleBound) {
            this.staleBound = staleBound;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if a part is out of its range or contradicts another
         */
        public WatchOptions build() {
            return new WatchOptions(
                    shortestPoll, longestPoll, longestBackoff, lookupDeadline, misses, stabilityWindow, staleBound);
        }
    }
}
