// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

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
                .or(() -> Capability.refusal(seen))
                .or(() -> NodeChecks.sharedIdentity(seen))
                .or(() -> NodeChecks.foreignKnowledge(seen))
                .or(() -> NodeChecks.strayKeys(seen))
                .or(() -> NodeChecks.doubleOwnership(seen))
                .or(() -> NodeChecks.emptiedMasters(seen));
        if (refusal.isPresent()) {
            return new Planning.Refused(refusal.get());
        }
        return Claims.of(seen, shape)
                .filter(claims -> !lostSlots(seen))
                .map(claims -> Layout.of(Topology.of(seen), shape, claims))
                .map(layout -> loadable(new ClusterPlan(layout.shards(), isReality(layout, seen)), seen))
                .orElseGet(() -> Adoption.of(seen));
    }

    private static Planning loadable(ClusterPlan plan, Observation seen) {
        return Capability.refusal(seen, plan)
                .<Planning>map(Planning.Refused::new)
                .orElseGet(() -> new Planning.Planned(plan));
    }

    /** Replicas come after slots: where somebody follows, a slot without an owner had one. */
    private static boolean lostSlots(Observation seen) {
        return seen.ownedSlots().size() < SlotSet.COUNT
                && seen.nodes().stream().anyMatch(node -> node.self().masterId().isPresent());
    }

    private static boolean isReality(ClusterPlan layout, Observation seen) {
        Map<String, NodeReport> byId = seen.byId();
        return layout.shards().stream()
                .allMatch(shard ->
                        shard.slots().equals(seen.node(shard.master()).self().slots())
                                && shard.replicas().stream()
                                        .allMatch(replica -> seen.node(replica)
                                                .self()
                                                .masterId()
                                                .map(byId::get)
                                                .filter(master -> master.ordinal() == shard.master())
                                                .isPresent()));
    }
}
