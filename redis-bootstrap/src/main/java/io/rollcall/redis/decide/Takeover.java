// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How far a hand-over from one pod to a replica of its is. */
public sealed interface Takeover {

    /** The pod may be stopped. */
    record Done(String sentence) implements Takeover {}

    /** This replica can take over now. */
    record Ready(NodeReport replica) implements Takeover {}

    /** Something is on its way. */
    record Pending(String sentence) implements Takeover {}

    /** It will not come about. */
    record Impossible(String sentence) implements Takeover {}

    /**
     * Decides.
     *
     * @param seen what the nodes said that answered
     * @param pod the pod to be stopped
     * @param successor the node id of whom was asked to take over; empty if nobody was yet
     */
    static Takeover of(Observation seen, String pod, Optional<String> successor) {
        Optional<NodeReport> own =
                seen.nodes().stream().filter(node -> node.pod().equals(pod)).findFirst();
        if (own.isEmpty()) {
            return new Impossible(pod + " does not answer, so there is nobody to hand over from");
        }
        NodeReport master = own.get();
        if (master.self().masterId().isPresent()) {
            return successor
                    .map(id -> confirmed(seen, master, id))
                    .orElseGet(() -> new Done(pod + " is a replica, and nothing has to be handed over"));
        }
        if (master.self().slots().isEmpty()) {
            return new Done(pod + " owns no hash slots, and nothing has to be handed over");
        }
        List<NodeReport> replicas = seen.nodes().stream()
                .filter(node -> node.self().masterId().equals(Optional.of(master.id())))
                .toList();
        if (replicas.isEmpty()) {
            // One may be restarting just now.
            return new Pending(pod + " owns " + master.self().slots().size()
                    + " hash slots and has no replica that answers");
        }
        return replicas.stream()
                .filter(node -> node.link().filter(ReplicationLink::up).isPresent())
                .min(Comparator.comparingInt(NodeReport::ordinal))
                .<Takeover>map(Ready::new)
                .orElseGet(() -> new Pending("no replica of " + pod + " is in sync; "
                        + replicas.get(0).label() + " has no replication link"));
    }

    /** By a majority of the masters, which is what a client that asks around goes by. */
    private static Takeover confirmed(Observation seen, NodeReport old, String successor) {
        List<NodeReport> masters = seen.nodes().stream()
                .filter(node ->
                        node.self().masterId().isEmpty() && !node.self().slots().isEmpty())
                .toList();
        long agreeing = masters.stream()
                .filter(node -> node.knowledgeOf(successor)
                        .filter(known ->
                                known.masterId().isEmpty() && !known.slots().isEmpty())
                        .isPresent())
                .count();
        long all = masters.stream()
                .flatMap(node -> node.knows().stream())
                .filter(known -> known.masterId().isEmpty() && !known.slots().isEmpty())
                .map(KnownNode::id)
                .distinct()
                .count();
        return agreeing * 2 > all
                ? new Done(old.pod() + " handed over to "
                        + Optional.ofNullable(seen.byId().get(successor))
                                .map(NodeReport::label)
                                .orElse(successor)
                        + ", as " + agreeing + " of " + all + " masters confirm")
                : new Pending(agreeing + " of " + all + " masters know of the hand-over from " + old.pod());
    }
}
