// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.decide.ScalePlan;
import java.time.Duration;
import java.util.List;

/** How scaling ended. */
public sealed interface ScaleResult {

    /**
     * Done is proven.
     *
     * @param plan the plan as it was at the beginning
     * @param seen the nodes as they were at the beginning
     * @param last the last look at the pods that stay
     * @param removable the names of pods that hold nothing and that nobody knows
     * @param moved what moved
     * @param took from the moment when all nodes answered until done was proven
     * @param phases how long each gate took
     * @param changed whether anything had to be done
     */
    record Done(
            ScalePlan plan,
            Observation seen,
            Observation last,
            List<String> removable,
            MoveTotals moved,
            Duration took,
            List<ScalePhase> phases,
            boolean changed)
            implements ScaleResult {
        /** Copies the lists. */
        public Done {
            removable = List.copyOf(removable);
            phases = List.copyOf(phases);
        }
    }

    /**
     * Nothing was changed, since only a plan was wanted.
     *
     * @param plan how it would be done
     * @param seen the nodes
     */
    record DryRun(ScalePlan plan, Observation seen) implements ScaleResult {}

    /**
     * Going on would have risked something.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements ScaleResult {}

    /**
     * DNS did not list the pods that stay or come in time.
     *
     * @param sentence who is missing
     */
    record PeersMissing(String sentence) implements ScaleResult {}

    /**
     * The time was up before done was proven, or nothing went on any more.
     *
     * @param sentence what is missing
     */
    record TimedOut(String sentence) implements ScaleResult {}

    /** Somebody asked to stop. */
    record Stopped() implements ScaleResult {}
}
