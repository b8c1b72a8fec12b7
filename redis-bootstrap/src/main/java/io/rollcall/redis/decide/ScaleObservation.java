// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all nodes said in one round, those that leave included.
 *
 * @param nodes their reports
 * @param openSlots the slots that each node marks as under way, by ordinal
 * @param workers the worker node of each pod by ordinal, as far as pods say
 */
public record ScaleObservation(
        Observation nodes, Map<Integer, List<OpenSlot>> openSlots, Map<Integer, String> workers) {

    /** Copies the maps. */
    public ScaleObservation {
        openSlots = Map.copyOf(openSlots);
        workers = Map.copyOf(workers);
    }

    /** The open slots of one node. */
    public List<OpenSlot> openSlots(int ordinal) {
        return openSlots.getOrDefault(ordinal, List.of());
    }

    /** The ordinal behind a node id; empty if no pod that was seen has it. */
    public Optional<Integer> ordinal(String nodeId) {
        return nodes.nodes().stream()
                .filter(node -> node.id().equals(nodeId))
                .map(NodeReport::ordinal)
                .findFirst();
    }
}
