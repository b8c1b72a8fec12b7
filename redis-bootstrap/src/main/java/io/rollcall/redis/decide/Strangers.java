// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ids that our nodes list and that no node which answered has: nodes of pods that do not answer, identities that a pod
 * lost, or another cluster.
 */
final class Strangers {

    private final Observation seen;
    private final Map<String, List<KnownNode>> byId = new LinkedHashMap<>();

    Strangers(Observation seen) {
        this.seen = seen;
        Map<String, NodeReport> ours = seen.byId();
        for (NodeReport node : seen.nodes()) {
            for (KnownNode known : node.knows()) {
                if (!known.handshake() && !ours.containsKey(known.id())) {
                    byId.computeIfAbsent(known.id(), id -> new ArrayList<>()).add(known);
                }
            }
        }
    }

    Set<String> ids() {
        return byId.keySet();
    }

    /** One that somebody has a working link to: it lives, so it is not lost but foreign, or a pod that is not counted. */
    Optional<Refusal> living() {
        for (Map.Entry<String, List<KnownNode>> stranger : byId.entrySet()) {
            for (KnownNode line : stranger.getValue()) {
                if (line.connected() && !line.suspect()) {
                    return Optional.of(new Refusal(
                            Refusal.Cause.FOREIGN,
                            "the cluster has a living node " + line.id() + " at " + line.address()
                                    + " that is none of the pods that were found; nothing was changed: set --pods to the"
                                    + " number of pods, or wait until all of them answer"));
                }
            }
        }
        return Optional.empty();
    }

    /** Those that own slots in the view of most who list them, with these slots. */
    Map<String, SlotSet> masters() {
        Map<String, SlotSet> masters = new LinkedHashMap<>();
        byId.forEach((id, lines) -> {
            Map<SlotSet, Long> told = lines.stream()
                    .map(KnownNode::slots)
                    .collect(Collectors.groupingBy(slots -> slots, HashMap::new, Collectors.counting()));
            SlotSet agreed = told.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(SlotSet.NONE)
                    .minus(seen.ownedSlots());
            if (!agreed.isEmpty()) {
                masters.put(id, agreed);
            }
        });
        return masters;
    }

    /** Our nodes that follow one of them, the farthest in its stream first. */
    List<NodeReport> followers(String id) {
        return seen.nodes().stream()
                .filter(node -> node.self().masterId().equals(Optional.of(id)))
                .sorted((one, other) -> Long.compare(other.offset(), one.offset()))
                .toList();
    }

    /** Where an id was last seen, in the words of who lists it. */
    String label(String id) {
        return byId.getOrDefault(id, List.of()).stream()
                .map(KnownNode::address)
                .filter(address -> !address.ip().isEmpty())
                .findFirst()
                .map(address -> id + " (last at " + address + ")")
                .orElse(id);
    }
}
