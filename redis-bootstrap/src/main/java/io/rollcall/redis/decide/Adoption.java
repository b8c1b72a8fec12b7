// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a cluster that already serves as the plan, and gives nodes without a role to the masters that have fewest. */
final class Adoption {

    private Adoption() {}

    static Planning of(Observation seen) {
        List<NodeReport> owners = seen.nodes().stream()
                .filter(node -> !node.self().slots().isEmpty())
                .toList();
        SlotSet owned = seen.ownedSlots();
        for (NodeReport owner : owners) {
            for (NodeReport other : owners) {
                // One direction is enough: knowledge that one of them lost is a damage, and healed.
                if (owner.knowledgeOf(other.id()).isEmpty()
                        && other.knowledgeOf(owner.id()).isEmpty()) {
                    return refuse(
                            Refusal.Cause.FOREIGN,
                            owner.label() + " owns the hash slots "
                                    + owner.self().slots() + " and does not know " + other.label() + ", which owns "
                                    + other.self().slots() + ", so they are not of one cluster");
                }
            }
        }
        if (owners.size() == 1) {
            return refuse(
                    Refusal.Cause.FOREIGN,
                    owners.get(0).label() + " owns the hash slots "
                            + owners.get(0).self().slots() + " alone, so it is a cluster of its own");
        }
        int unowned = SlotSet.COUNT - owned.size();
        if (unowned > 0) {
            SlotSet missing = SlotSet.of(0, SlotSet.COUNT - 1).minus(owned);
            return refuse(
                    Refusal.Cause.DAMAGED,
                    unowned + " hash slots (" + missing + ") have no owner, and the others are not laid out by ordinal;"
                            + " forming a new cluster does not repair that");
        }
        return new Planning.Planned(plan(seen, owners));
    }

    private static ClusterPlan plan(Observation seen, List<NodeReport> owners) {
        Map<Integer, List<Integer>> replicas = new LinkedHashMap<>();
        owners.forEach(owner -> replicas.put(owner.ordinal(), new ArrayList<>()));
        List<NodeReport> unassigned = new ArrayList<>();
        for (NodeReport node : seen.nodes()) {
            if (replicas.containsKey(node.ordinal())) {
                continue;
            }
            node.self()
                    .masterId()
                    .map(seen.byId()::get)
                    .map(master -> replicas.get(master.ordinal()))
                    .ifPresentOrElse(followers -> followers.add(node.ordinal()), () -> unassigned.add(node));
        }
        Topology topology = Topology.of(seen);
        for (NodeReport node : unassigned) {
            replicas.entrySet().stream()
                    .min(Comparator.<Map.Entry<Integer, List<Integer>>>comparingInt(
                                    shard -> shard.getValue().size())
                            .thenComparingInt(shard -> shared(topology, node, shard.getKey())))
                    .orElseThrow()
                    .getValue()
                    .add(node.ordinal());
        }
        return new ClusterPlan(
                owners.stream()
                        .map(owner -> new ClusterPlan.Shard(
                                owner.ordinal(),
                                owner.self().slots(),
                                replicas.getOrDefault(owner.ordinal(), List.of())))
                        .toList(),
                true);
    }

    /** 0 in another zone than the master, 1 on another worker, 2 on the same. */
    private static int shared(Topology topology, NodeReport node, int master) {
        int one = topology.node(node.ordinal());
        int other = topology.node(master);
        return topology.worker(one) == topology.worker(other) ? 2 : topology.zone(one) == topology.zone(other) ? 1 : 0;
    }

    private static Planning refuse(Refusal.Cause cause, String fact) {
        return new Planning.Refused(new Refusal(
                cause, fact + "; nothing was changed: look with redis-cli --cluster check, or use empty volumes"));
    }
}
