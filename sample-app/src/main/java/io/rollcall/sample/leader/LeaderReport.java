// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.leader;

import io.micronaut.serde.annotation.Serdeable;
import io.rollcall.discovery.leader.Epoch;
import io.rollcall.discovery.leader.LeaderState;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Leadership as JSON.
 *
 * @param self the pod that answers; null if it does not know which it is
 * @param state what it knows
 * @param history what it knew before, oldest first
 */
@Serdeable.Serializable
record LeaderReport(@Nullable String self, State state, List<State> history) {

    /**
     * What one process knows about leadership.
     *
     * @param at since when, in milliseconds since 1970
     * @param state {@code leader}, {@code follower}, {@code undecided}, {@code forbidden} or {@code unavailable}
     * @param leader who leads by its view; null if nobody can be named
     * @param epoch the term's number where it leads and a fence gave one, as text: it may be beyond what JavaScript counts
     *     exactly
     * @param reason the decider's reason in words
     */
    @Serdeable.Serializable
    record State(
            long at,
            String state,
            @Nullable String leader,
            @Nullable String epoch,
            String reason) {

        static State of(long at, LeaderState state, @Nullable String self) {
            String leader = null;
            String epoch = null;
            if (state instanceof LeaderState.Leader me) {
                leader = self;
                epoch = me.epoch() instanceof Epoch.Fenced fenced ? Long.toString(fenced.number()) : null;
            } else if (state instanceof LeaderState.Follower follower) {
                leader = follower.of().toString();
            }
            return new State(
                    at, state.getClass().getSimpleName().toLowerCase(Locale.ROOT), leader, epoch, state.sentence());
        }

        /** Whether it is the same but for the time and for numbers in the reason that only count on. */
        boolean continues(State before) {
            return state.equals(before.state)
                    && Objects.equals(leader, before.leader)
                    && Objects.equals(epoch, before.epoch);
        }
    }
}
