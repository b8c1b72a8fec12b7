// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerId;

/**
 * What one process knows about leadership. There is no {@code isLeader()}: whoever is not {@link Leader} has a reason,
 * and the reasons differ in what to do about them. Immutable.
 *
 * @since 0.1
 */
public sealed interface LeaderState {

    /** One sentence for people. */
    String sentence();

    /**
     * This process leads, from the view it has. With an {@link Epoch.Advisory} epoch that is an opinion and no lock.
     *
     * @param epoch the term; the same object for as long as it lasts
     */
    record Leader(Epoch epoch) implements LeaderState {
        @Override
        public String sentence() {
            return epoch instanceof Epoch.Fenced fenced
                    ? "this process leads in epoch " + fenced.number()
                    : "this process leads as far as DNS shows; nothing fences it";
        }
    }

    /**
     * Another peer is to lead by the view of this process. That it does lead is not proven.
     *
     * @param of the peer
     */
    record Follower(PeerId of) implements LeaderState {
        @Override
        public String sentence() {
            return of + " is to lead";
        }
    }

    /**
     * Nobody can be named, or this process is not sure enough to lead. Passes by itself when its reason does.
     *
     * @param reason which gate is closed
     */
    record Undecided(UndecidedReason reason) implements LeaderState {
        @Override
        public String sentence() {
            return reason.sentence();
        }
    }

    /**
     * This process would lead by the view, but must not.
     *
     * @param reason what forbids it
     */
    record Forbidden(ForbiddenReason reason) implements LeaderState {
        @Override
        public String sentence() {
            return reason.sentence();
        }
    }
}
