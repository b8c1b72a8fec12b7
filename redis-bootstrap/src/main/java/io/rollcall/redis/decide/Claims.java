// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is set on nodes already and fits the even ranges of slots, so that a plan completes it and takes nothing away.
 *
 * @param masters the ordinal of the node that holds a shard, by the shard's number
 * @param replicas the number of the shard that a node follows, by the node's ordinal
 */
record Claims(Map<Integer, Integer> masters, Map<Integer, Integer> replicas) {

    static final Claims NONE = new Claims(Map.of(), Map.of());

    Claims {
        masters = Map.copyOf(masters);
        replicas = Map.copyOf(replicas);
    }

    /**
     * The claims of nodes.
     *
     * <p>Slots claim first, then a master that is followed. Where slots are still to be given out, a config epoch claims too: it is set
     * once per node, before the slots, and tells the number of the shard, so that a plan stays the same when a label changes
     * half-way.
     *
     * @return empty if something is set that does not fit
     */
    static Optional<Claims> of(Observation seen, ClusterShape shape) {
        Map<Integer, Integer> masters = new HashMap<>();
        for (NodeReport node : seen.nodes()) {
            SlotSet slots = node.self().slots();
            if (!slots.isEmpty()) {
                Optional<Integer> shard = EvenSlots.shardWithAll(slots, shape.masters());
                if (shard.isEmpty() || masters.putIfAbsent(shard.get(), node.ordinal()) != null) {
                    return Optional.empty();
                }
            }
        }
        Map<Integer, Integer> replicas = new HashMap<>();
        Map<String, NodeReport> byId = seen.byId();
        int[] left = shape.replicas();
        for (NodeReport node : seen.nodes()) {
            if (node.self().masterId().isPresent()) {
                NodeReport master = byId.get(node.self().masterId().get());
                Optional<Integer> shard = masters.entrySet().stream()
                        .filter(entry -> master != null && entry.getValue() == master.ordinal())
                        .map(Map.Entry::getKey)
                        .findFirst();
                if (shard.isEmpty() || left[shard.get()]-- == 0) {
                    return Optional.empty();
                }
                replicas.put(node.ordinal(), shard.get());
            }
        }
        addEpochs(seen, shape, masters);
        return Optional.of(new Claims(masters, replicas));
    }

    /**
     * Whether these nodes were a cluster once: somebody follows, which comes after the slots, or all slots are owned and one
     * owner knows another.
     */
    static boolean everFormed(Observation seen) {
        return seen.nodes().stream().anyMatch(node -> node.self().masterId().isPresent())
                || (seen.ownedSlots().size() == SlotSet.COUNT
                        && seen.nodes().stream()
                                .noneMatch(node ->
                                        node.alone() && !node.self().slots().isEmpty())
                        && replicaLess(seen));
    }

    /** A formation that was killed before the replicas followed is still one: only without nodes to spare it is over. */
    private static boolean replicaLess(Observation seen) {
        return seen.nodes().stream().noneMatch(node -> node.self().slots().isEmpty());
    }

    private static void addEpochs(Observation seen, ClusterShape shape, Map<Integer, Integer> masters) {
        for (NodeReport node : seen.nodes()) {
            long epoch = node.self().configEpoch();
            if (epoch >= 1
                    && epoch <= shape.masters()
                    && node.self().masterId().isEmpty()
                    && node.self().slots().isEmpty()) {
                masters.putIfAbsent((int) epoch - 1, node.ordinal());
            }
        }
    }
}
