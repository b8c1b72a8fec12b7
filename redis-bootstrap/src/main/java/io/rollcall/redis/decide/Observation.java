// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all nodes said in one round, in the order of their ordinals.
 *
 * @param nodes one report a node; ordinals are distinct
 */
public record Observation(List<NodeReport> nodes) {

    /** Orders the reports. */
    public Observation {
        nodes = nodes.stream()
                .sorted(Comparator.comparingInt(NodeReport::ordinal))
                .toList();
    }

    /**
     * The report of one ordinal.
     *
     * @throws IllegalArgumentException if no node has it
     */
    public NodeReport node(int ordinal) {
        for (NodeReport node : nodes) {
            if (node.ordinal() == ordinal) {
                return node;
            }
        }
        throw new IllegalArgumentException("no node has ordinal " + ordinal);
    }

    /** The reports by node id; of two nodes with one id, the one with the lower ordinal. */
    public Map<String, NodeReport> byId() {
        return nodes.stream().collect(Collectors.toMap(NodeReport::id, Function.identity(), (first, second) -> first));
    }

    /** The slots that have an owner, as the owners themselves say. */
    public SlotSet ownedSlots() {
        return nodes.stream().map(node -> node.self().slots()).reduce(SlotSet.NONE, SlotSet::plus);
    }
}
