// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What "done" means, as far as it can be read. {@code cluster_state:ok} alone lies: right after all addresses changed,
 * nodes say it for a whole node timeout without one working link.
 */
final class Settled {

    private Settled() {}

    /** All of it. */
    static List<String> all(Observation seen, ClusterPlan plan) {
        List<String> reasons = new ArrayList<>(new Mesh(seen).missing());
        reasons.addAll(replication(seen, plan));
        reasons.addAll(state(seen));
        reasons.addAll(views(seen, plan, Set.of()));
        return reasons;
    }

    /** Replication links that are down or lead somewhere else. */
    static List<String> replication(Observation seen, ClusterPlan plan) {
        List<String> reasons = new ArrayList<>();
        for (ClusterPlan.Shard shard : plan.shards()) {
            NodeReport master = seen.node(shard.master());
            for (int ordinal : shard.replicas()) {
                NodeReport replica = seen.node(ordinal);
                Optional<ReplicationLink> link = replica.link();
                if (link.isEmpty() || !link.get().up()) {
                    reasons.add("the replication link of " + replica.label() + " to " + master.label() + " is down");
                } else if (!link.get().master().equals(master.address())) {
                    reasons.add(replica.label() + " replicates from "
                            + link.get().master() + ", but its master " + master.pod() + " is at " + master.address());
                }
            }
        }
        return reasons;
    }

    /** Nodes that do not say {@code cluster_state:ok}. */
    static List<String> state(Observation seen) {
        return seen.nodes().stream()
                .filter(node -> !node.stateOk())
                .map(node -> node.label() + " does not say cluster_state:ok")
                .toList();
    }

    /** Nodes that tell other slots, masters, addresses or nodes than planned and seen; the absent ones do not count. */
    static List<String> views(Observation seen, ClusterPlan plan, Set<String> absent) {
        List<String> reasons = new ArrayList<>();
        for (NodeReport teller : seen.nodes()) {
            for (ClusterPlan.Shard shard : plan.shards()) {
                NodeReport master = seen.node(shard.master());
                expect(teller, master, shard.slots(), Optional.empty(), reasons);
                shard.replicas()
                        .forEach(replica ->
                                expect(teller, seen.node(replica), SlotSet.NONE, Optional.of(master.id()), reasons));
            }
            long strangers = teller.knows().stream()
                    .filter(known -> !seen.byId().containsKey(known.id()) && !absent.contains(known.id()))
                    .count();
            if (strangers > 0) {
                reasons.add(teller.label() + " lists " + strangers + " nodes that are none of the pods");
            }
        }
        return reasons;
    }

    private static void expect(
            NodeReport teller, NodeReport node, SlotSet slots, Optional<String> masterId, List<String> reasons) {
        Optional<KnownNode> known = teller.knowledgeOf(node.id());
        boolean agrees = known.isPresent()
                && known.get().address().equals(node.address())
                && known.get().slots().equals(slots)
                && known.get().masterId().equals(masterId)
                && !known.get().suspect();
        if (!agrees) {
            reasons.add(teller.label() + " does not yet tell address, role and hash slots of " + node.label()
                    + " as planned");
        }
    }
}
