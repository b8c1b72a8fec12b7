// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;

/** What comes next. */
public sealed interface Step {

    /**
     * Do this, then look again.
     *
     * @param gate the gate that is worked on
     * @param effects what to do: in order on each node, in any order between nodes
     */
    record Apply(Gate gate, List<Effect> effects) implements Step {
        /** Copies the effects. */
        public Apply {
            effects = List.copyOf(effects);
        }
    }

    /**
     * Nothing to do but look again: the servers are at work.
     *
     * @param gate the gate that is not passed yet
     * @param reasons what is missing, a sentence each
     */
    record Wait(Gate gate, List<String> reasons) implements Step {
        /** Copies the reasons. */
        public Wait {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Everything that a read can prove is proven.
     *
     * @param plan what became reality
     */
    record Formed(ClusterPlan plan) implements Step {}

    /**
     * Going on would risk something.
     *
     * @param refusal why
     */
    record Stop(Refusal refusal) implements Step {}
}
