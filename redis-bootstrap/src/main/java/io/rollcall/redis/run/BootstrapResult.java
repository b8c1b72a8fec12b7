// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Classification;
import io.rollcall.redis.decide.ClusterPlan;
import io.rollcall.redis.decide.Finding;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Refusal;
import java.time.Duration;
import java.util.List;

/** How a bootstrap ended. */
public sealed interface BootstrapResult {

    /**
     * Done is proven.
     *
     * @param plan who is what
     * @param last the last look at the nodes
     * @param took from the moment when all nodes answered until done was proven
     * @param phases when each gate was passed, counted from the same moment
     * @param changed whether anything had to be done
     * @param found what was wrong before
     * @param missing why nodes that should be there took no part, a sentence each
     */
    record Done(
            ClusterPlan plan,
            Observation last,
            Duration took,
            List<Phase> phases,
            boolean changed,
            List<Finding> found,
            List<String> missing)
            implements BootstrapResult {}

    /**
     * Nothing was changed, since only a look was wanted.
     *
     * @param state what the nodes are together
     * @param seen the nodes that answered
     * @param missing why the others did not, a sentence each
     */
    record Looked(Classification state, Observation seen, List<String> missing) implements BootstrapResult {}

    /**
     * Nothing was changed, since only a plan was wanted.
     *
     * @param plan who shall be what
     * @param seen the nodes
     */
    record DryRun(ClusterPlan plan, Observation seen) implements BootstrapResult {}

    /**
     * Going on would have risked something.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements BootstrapResult {}

    /**
     * DNS did not list enough peers in time.
     *
     * @param sentence who is missing and what DNS said
     */
    record PeersMissing(String sentence) implements BootstrapResult {}

    /**
     * The time was up before done was proven.
     *
     * @param sentence what is missing
     */
    record TimedOut(String sentence) implements BootstrapResult {}

    /** Somebody asked to stop. */
    record Stopped() implements BootstrapResult {}
}
