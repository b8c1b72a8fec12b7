// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all nodes said in one round, those that leave included.
 *
 * @param nodes their reports
 * @param openSlots the slots that each node marks as under way, by ordinal
 */
public record ScaleObservation(Observation nodes, Map<Integer, List<OpenSlot>> openSlots) {

    /** Copies the map. */
    public ScaleObservation {
        openSlots = Map.copyOf(openSlots);
    }

    /** Where each pod runs, as far as pods say: the worker node, else the zone. */
    Map<Integer, String> workers() {
        Map<Integer, String> workers = new HashMap<>();
        nodes.nodes()
                .forEach(node -> node.labels()
                        .worker()
                        .or(() -> node.labels().zone())
                        .ifPresent(worker -> workers.put(node.ordinal(), worker)));
        return workers;
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
