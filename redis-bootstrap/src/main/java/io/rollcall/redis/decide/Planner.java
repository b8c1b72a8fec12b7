// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the plan for what was seen, or says why there can be none. What exists and serves is adopted; what was begun by
 * the same plan is completed; everything else is refused before a single effect.
 */
public final class Planner {

    private Planner() {}

    /**
     * The plan.
     *
     * @param seen all expected nodes
     * @param replicasPerMaster the replicas that each master shall have at the least, 0 or more
     */
    public static Planning plan(Observation seen, int replicasPerMaster) {
        ClusterShape shape = new ClusterShape(seen.nodes().size(), replicasPerMaster);
        Optional<Refusal> refusal = shape.refusal()
                .or(() -> NodeChecks.sharedIdentity(seen))
                .or(() -> NodeChecks.foreignKnowledge(seen))
                .or(() -> NodeChecks.strayKeys(seen))
                .or(() -> NodeChecks.doubleOwnership(seen));
        if (refusal.isPresent()) {
            return new Planning.Refused(refusal.get());
        }
        List<Integer> ordinals = seen.nodes().stream().map(NodeReport::ordinal).toList();
        ClusterPlan layout = Layout.of(ordinals, shape);
        if (begunBy(layout, seen)) {
            return new Planning.Planned(layout);
        }
        return Adoption.of(seen);
    }

    /** Whether everything that is set agrees with a layout, so that going on with it takes nothing away. */
    private static boolean begunBy(ClusterPlan layout, Observation seen) {
        Map<String, NodeReport> byId = seen.byId();
        return seen.nodes().stream().allMatch(node -> {
            SlotSet planned =
                    layout.ledBy(node.ordinal()).map(ClusterPlan.Shard::slots).orElse(SlotSet.NONE);
            Optional<Integer> master = node.self().masterId().map(byId::get).map(NodeReport::ordinal);
            boolean roleFits = master.isEmpty()
                    || layout.followedBy(node.ordinal())
                            .filter(shard -> shard.master() == master.get())
                            .isPresent();
            return roleFits && planned.containsAll(node.self().slots());
        });
    }
}
