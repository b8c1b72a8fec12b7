// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ends what somebody began: every slot that is marked as under way goes on to where its keys may be already, never back.
 * The markers of the cluster itself say which, so it does not matter who began, nor what of it was done.
 */
final class OpenSlots {

    private final ScaleObservation seen;
    private final SlotOwners owners;
    private final Map<Integer, NodeReport> ownerOf = new HashMap<>();
    private final Map<Integer, Integer> heading = new LinkedHashMap<>();
    private final Set<Effect> announcements = new LinkedHashSet<>();
    private final List<String> unknown = new ArrayList<>();

    OpenSlots(ScaleObservation seen, SlotOwners owners) {
        this.seen = seen;
        this.owners = owners;
        owners.owned().forEach((ordinal, slots) -> {
            NodeReport node = seen.nodes().node(ordinal);
            slots.stream().forEach(slot -> ownerOf.put(slot, node));
        });
        // Who gives away knows best where to: its keys went there.
        Stream.of(true, false)
                .forEach(leaves -> seen.nodes()
                        .nodes()
                        .forEach(node -> seen.openSlots(node.ordinal()).stream()
                                .filter(open -> open.leaves() == leaves)
                                .forEach(open -> look(node, open))));
        announce();
    }

    /** The moves that end what is under way. */
    List<SlotMove> moves() {
        Map<List<Integer>, List<Integer>> slots = new LinkedHashMap<>();
        heading.forEach((slot, to) -> slots.computeIfAbsent(List.of(from(slot), to), pair -> new ArrayList<>())
                .add(slot));
        return slots.entrySet().stream()
                .map(pair -> new SlotMove(
                        pair.getKey().get(0),
                        pair.getKey().get(1),
                        SlotSet.of(pair.getValue().stream().mapToInt(slot -> slot))))
                .toList();
    }

    /** Tells nodes that have not heard who owns a slot by now; that also takes their marker away. */
    List<Effect> announcements() {
        return List.copyOf(announcements);
    }

    /** Slots whose other side is no node that was seen, a sentence each. */
    List<String> unknown() {
        return unknown;
    }

    private int from(int slot) {
        return owner(slot).map(NodeReport::ordinal).orElseThrow();
    }

    private Optional<NodeReport> owner(int slot) {
        return Optional.ofNullable(ownerOf.get(slot));
    }

    private void look(NodeReport node, OpenSlot open) {
        Optional<NodeReport> owner = owner(open.slot());
        if (owner.isEmpty()) {
            return;
        }
        boolean isOwner = owner.get().ordinal() == node.ordinal();
        if (isOwner != open.leaves()) {
            // It has arrived here, or has left from here: only the marker is old.
            announcements.add(
                    new Effect.SetOwner(node.ordinal(), open.slot(), owner.get().id()));
            return;
        }
        Optional<NodeReport> target = masterBehind(open.leaves() ? open.peerId() : node.id());
        if (target.isEmpty()) {
            unknown.add("hash slot " + open.slot() + " is under way from " + node.label() + " to " + open.peerId());
        } else if (target.get().ordinal() != owner.get().ordinal()) {
            heading.putIfAbsent(open.slot(), target.get().ordinal());
        }
    }

    /** The node itself, or the master that took over from it. */
    private Optional<NodeReport> masterBehind(String nodeId) {
        NodeReport node = seen.nodes().byId().get(nodeId);
        return node == null
                ? Optional.empty()
                : Optional.ofNullable(
                        seen.nodes().byId().get(node.self().masterId().orElse(nodeId)));
    }

    /** Who still calls a slot its own whose new owner says so with a higher epoch. */
    private void announce() {
        for (NodeReport node : seen.nodes().nodes()) {
            node.self().slots().minus(owners.of(node.ordinal())).stream()
                    .forEach(slot -> announcements.add(new Effect.SetOwner(
                            node.ordinal(), slot, owner(slot).orElseThrow().id())));
        }
    }
}
