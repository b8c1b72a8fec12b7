// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;

/** What comes next in scaling. */
public sealed interface ScaleStep {

    /**
     * Do this, then look again.
     *
     * @param gate the gate that is worked on
     * @param effects what to do: in order on each node, in any order between nodes
     */
    record Apply(ScaleGate gate, List<Effect> effects) implements ScaleStep {
        /** Copies the effects. */
        public Apply {
            effects = List.copyOf(effects);
        }
    }

    /**
     * Move slots with their keys, then look again.
     *
     * @param moves the moves
     * @param resumed whether they were begun before, by whomever, and are ended now
     */
    record Move(List<SlotMove> moves, boolean resumed) implements ScaleStep {
        /** Copies the moves. */
        public Move {
            moves = List.copyOf(moves);
        }
    }

    /**
     * Nothing to do but look again: the servers are at work, or something is not as it must be yet.
     *
     * @param gate the gate that is not passed yet
     * @param reasons what is missing, a sentence each
     */
    record Wait(ScaleGate gate, List<String> reasons) implements ScaleStep {
        /** Copies the reasons. */
        public Wait {
            reasons = List.copyOf(reasons);
        }
    }

    /** Everything that can be read is proven. */
    record Done() implements ScaleStep {}

    /**
     * Going on would risk something.
     *
     * @param refusal why
     */
    record Stop(Refusal refusal) implements ScaleStep {}
}
