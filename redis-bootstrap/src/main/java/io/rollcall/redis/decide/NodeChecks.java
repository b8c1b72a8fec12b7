// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold of the nodes before any plan: each check names the node, what was seen, and what helps. */
final class NodeChecks {

    private NodeChecks() {}

    static Optional<Refusal> sharedIdentity(Observation seen) {
        Map<String, NodeReport> first = new HashMap<>();
        for (NodeReport node : seen.nodes()) {
            NodeReport other = first.putIfAbsent(node.id(), node);
            if (other != null) {
                return refuse(
                        Refusal.Cause.FOREIGN,
                        other.label() + " and " + node.label() + " answer with the same node id " + node.id()
                                + ", so DNS leads to one server under two names, or nodes.conf was copied; give each pod"
                                + " its own volume, or wait until DNS has caught up");
            }
        }
        return Optional.empty();
    }

    /** One MEET with a node of another cluster merges the two, and one of them loses its data. */
    static Optional<Refusal> foreignKnowledge(Observation seen) {
        Map<String, NodeReport> ours = seen.byId();
        for (NodeReport node : seen.nodes()) {
            List<KnownNode> strangers = node.knows().stream()
                    .filter(known -> !known.handshake() && !ours.containsKey(known.id()))
                    .toList();
            if (!strangers.isEmpty()) {
                KnownNode one = strangers.get(0);
                return refuse(
                        Refusal.Cause.FOREIGN,
                        node.label() + " belongs to a cluster with " + strangers.size()
                                + " nodes that are not among the "
                                + seen.nodes().size() + " expected, for instance "
                                + one.id() + " at " + one.address()
                                + "; nothing was changed: give the pod an empty volume, or if the strangers are nodes"
                                + " lost for good, have the cluster forget them (CLUSTER FORGET) and run again");
            }
        }
        return Optional.empty();
    }

    /**
     * Nodes that know others, and none of those that most of ours know or are known by. A DNS answer of yesterday may lead
     * to a node of another cluster; who met it would take it in, and its data would be replaced.
     */
    static Optional<Refusal> separateGroups(Observation seen) {
        Set<String> largest = Set.of();
        for (NodeReport node : seen.nodes()) {
            if (!largest.contains(node.id())) {
                Set<String> group = groupOf(node, seen);
                largest = group.size() > largest.size() ? group : largest;
            }
        }
        for (NodeReport node : seen.nodes()) {
            boolean knowsOthers = node.knows().stream().anyMatch(known -> !known.myself() && !known.handshake());
            if (knowsOthers && !largest.contains(node.id()) && largest.size() > 1) {
                return refuse(
                        Refusal.Cause.FOREIGN,
                        node.label()
                                + " belongs to another cluster than the other pods: it knows none of them, and none"
                                + " of them knows it; nothing was changed: give the pod an empty volume, or wait until"
                                + " DNS leads to the right node");
            }
        }
        return Optional.empty();
    }

    private static Set<String> groupOf(NodeReport first, Observation seen) {
        Set<String> group = new HashSet<>(Set.of(first.id()));
        Deque<NodeReport> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            NodeReport node = open.remove();
            for (NodeReport other : seen.nodes()) {
                boolean related = node.knowledgeOf(other.id()).isPresent()
                        || other.knowledgeOf(node.id()).isPresent();
                if (related && group.add(other.id())) {
                    open.add(other);
                }
            }
        }
        return group;
    }

    /**
     * Keys without a cluster. A server that is started on a backup takes the slots of its keys by itself
     * (verifyClusterConfigWithData in cluster.c), so owning them proves nothing while the node knows nobody.
     */
    static Optional<Refusal> strayKeys(Observation seen) {
        return seen.nodes().stream()
                .filter(node -> node.keys() > 0 && !partOfCluster(node))
                .findFirst()
                .flatMap(node -> refuse(
                        Refusal.Cause.KEYS,
                        node.label() + " holds " + node.keys()
                                + " keys and is part of no cluster, so they are data of something else; nothing was"
                                + " changed: move them away, or give the pod an empty volume"));
    }

    private static boolean partOfCluster(NodeReport node) {
        return !node.alone()
                && (!node.self().slots().isEmpty() || node.self().masterId().isPresent());
    }

    static Optional<Refusal> doubleOwnership(Observation seen) {
        List<NodeReport> owners = seen.nodes().stream()
                .filter(node -> !node.self().slots().isEmpty())
                .toList();
        SlotSet owned = SlotSet.NONE;
        for (NodeReport other : owners) {
            SlotSet twice = owned.and(other.self().slots());
            owned = owned.plus(other.self().slots());
            for (NodeReport node : twice.isEmpty() ? List.<NodeReport>of() : owners) {
                SlotSet both = node.self().slots().and(other.self().slots());
                if (node.ordinal() < other.ordinal() && !both.isEmpty()) {
                    return refuse(
                            Refusal.Cause.FOREIGN,
                            node.label() + " and " + other.label() + " both own the hash slots " + both
                                    + ", so they come from different clusters; nothing was changed: keep the pods of one,"
                                    + " and give the others empty volumes");
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A master that lost its data in a restart gives its replicas its emptiness as soon as they find it. Where they have
     * not found it yet, they must not be shown the way.
     */
    static Optional<Refusal> emptiedMasters(Observation seen) {
        for (NodeReport replica : seen.nodes()) {
            Optional<NodeReport> master = replica.self()
                    .masterId()
                    .map(seen.byId()::get)
                    .filter(node -> node.keys() == 0 && !node.self().slots().isEmpty());
            boolean unlinked = replica.link().filter(link -> !link.up()).isPresent();
            if (master.isPresent() && unlinked && replica.keys() > 0) {
                return refuse(
                        Refusal.Cause.KEYS,
                        master.get().label() + " owns hash slots and holds no key, while its replica "
                                + replica.label() + ", whose link to it is down, holds " + replica.keys()
                                + ", which the link would wipe; nothing was changed: give "
                                + master.get().pod()
                                + " an empty volume and run heal, which promotes the replica; or, to give these keys up, "
                                + replica.pod());
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(Refusal.Cause cause, String sentence) {
        return Optional.of(new Refusal(cause, sentence));
    }
}
