// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.leader.LeaderState;
import io.rollcall.discovery.leader.UndecidedReason;

/**
 * Whether this process acts or only reports.
 *
 * @param acts whether it acts
 * @param reason why, one sentence
 */
public record Acting(boolean acts, String reason) {

    /** For a process that has nobody beside it. */
    public static final Acting ALONE = new Acting(true, "this process is the only controller");

    /**
     * Decides. The leader acts. While nobody can lead, because the view has just changed or because the Redis that keeps
     * the epochs is what is broken, the lowest pod acts all the same: two that act at once make the same plan and do no
     * harm, nobody that acts leaves the cluster broken.
     *
     * @param state what the elector says
     * @param lowest whether the own pod is the lowest one that DNS lists
     */
    public static Acting decide(LeaderState state, boolean lowest) {
        if (state instanceof LeaderState.Leader) {
            return new Acting(true, state.sentence());
        }
        boolean nobodyCanLead = state instanceof LeaderState.Undecided undecided
                && (undecided.reason() instanceof UndecidedReason.Settling
                        || undecided.reason() instanceof UndecidedReason.Claiming
                        || undecided.reason() instanceof UndecidedReason.FenceUnavailable);
        return nobodyCanLead && lowest
                ? new Acting(true, "this is the lowest pod, and nobody can lead yet: " + state.sentence())
                : new Acting(false, state.sentence());
    }
}
