// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Who owns which slot, from what each master says of itself. Between the moments when target and source of a migration
 * are told about its end, both say so; then the higher config epoch is right, as on the cluster bus
 * (clusterUpdateSlotsConfigWith in cluster.c).
 */
final class SlotOwners {

    private final NavigableMap<Integer, SlotSet> owned = new TreeMap<>();
    private final SlotSet disputed;

    SlotOwners(Observation seen) {
        NodeReport[] owners = new NodeReport[SlotSet.COUNT];
        BitSet twice = new BitSet();
        for (NodeReport node : seen.nodes()) {
            node.self().slots().stream().forEach(slot -> {
                NodeReport other = owners[slot];
                if (other != null) {
                    twice.set(slot);
                }
                if (other == null || other.self().configEpoch() < node.self().configEpoch()) {
                    owners[slot] = node;
                }
            });
        }
        disputed = SlotSet.of(twice.stream());
        for (NodeReport node : seen.nodes()) {
            SlotSet slots =
                    SlotSet.of(node.self().slots().stream().filter(slot -> owners[slot].ordinal() == node.ordinal()));
            if (!slots.isEmpty()) {
                owned.put(node.ordinal(), slots);
            }
        }
    }

    /** The slots of each master that owns any, by ordinal. */
    NavigableMap<Integer, SlotSet> owned() {
        return owned;
    }

    /** The slots of one node. */
    SlotSet of(int ordinal) {
        return owned.getOrDefault(ordinal, SlotSet.NONE);
    }

    /** Slots that more than one node says it owns. */
    SlotSet disputed() {
        return disputed;
    }

    /** Slots that nobody owns. */
    SlotSet missing() {
        List<SlotSet> all = new ArrayList<>(owned.values());
        return SlotSet.of(0, SlotSet.COUNT - 1).minus(all.stream().reduce(SlotSet.NONE, SlotSet::plus));
    }
}
