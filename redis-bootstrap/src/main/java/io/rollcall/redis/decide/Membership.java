// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who belongs to the cluster that owns the slots, who comes, who leaves, and who is gone. */
final class Membership {

    private final ScaleObservation seen;
    private final ScaleGoal goal;
    private final List<NodeReport> owners;
    private final Map<String, NodeReport> byId;

    Membership(ScaleObservation seen, ScaleGoal goal, SlotOwners slots) {
        this.seen = seen;
        this.goal = goal;
        this.byId = seen.nodes().byId();
        this.owners = slots.owned().keySet().stream().map(seen.nodes()::node).toList();
    }

    /** The pods that stay or come. */
    List<NodeReport> kept() {
        return seen.nodes().nodes().stream()
                .filter(node -> goal.keeps(node.ordinal()))
                .toList();
    }

    /** Whether all who own slots know a node. */
    boolean isMember(NodeReport node) {
        return owners.stream().allMatch(owner -> owner.knowledgeOf(node.id()).isPresent());
    }

    /** The pods that come. */
    List<NodeReport> joining() {
        return kept().stream().filter(node -> !isMember(node)).toList();
    }

    /** The pods that leave: all others that own slots, or that anybody who stays still knows. */
    List<NodeReport> leaving() {
        return seen.nodes().nodes().stream()
                .filter(node -> !goal.keeps(node.ordinal()))
                .filter(node -> owners.contains(node) || knownToKept(node.id()))
                .toList();
    }

    private boolean knownToKept(String id) {
        return kept().stream().anyMatch(node -> node.knowledgeOf(id).isPresent());
    }

    /** Nodes that serve, and that everybody must be able to reach before anything is moved. */
    Observation established() {
        return new Observation(seen.nodes().nodes().stream()
                .filter(node -> owners.contains(node)
                        || (goal.keeps(node.ordinal())
                                && isMember(node)
                                && node.self().masterId().isPresent()))
                .toList());
    }

    /** Ids that a node knows and nobody answered with. */
    List<KnownNode> strangers(NodeReport node) {
        return node.knows().stream()
                .filter(known -> !known.handshake() && !byId.containsKey(known.id()))
                .toList();
    }

    /** Strangers that members know, without slots and failed. */
    List<String> gone() {
        Set<String> ids = new LinkedHashSet<>();
        for (NodeReport node : kept()) {
            if (isMember(node)) {
                strangers(node).forEach(stranger -> ids.add(stranger.id()));
            }
        }
        return new ArrayList<>(ids);
    }

    Optional<Refusal> refusal(SlotOwners slots) {
        return NodeChecks.sharedIdentity(seen.nodes())
                .or(this::strayKeys)
                .or(this::noCluster)
                .or(this::twoClusters)
                .or(this::missingPods)
                .or(() -> uncovered(slots))
                .or(this::badNewcomer)
                .or(this::readdressed);
    }

    private Optional<Refusal> noCluster() {
        return owners.isEmpty()
                ? refuse(
                        Refusal.Cause.NOT_FORMED,
                        "none of the " + seen.nodes().nodes().size()
                                + " pods owns a hash slot, so there is no cluster to scale; run form")
                : Optional.empty();
    }

    private Optional<Refusal> twoClusters() {
        for (NodeReport owner : owners) {
            for (NodeReport other : owners) {
                if (owner.knowledgeOf(other.id()).isEmpty()) {
                    return refuse(
                            Refusal.Cause.FOREIGN,
                            owner.label() + " owns hash slots and does not know " + other.label()
                                    + ", which owns some too, so they are not of one cluster; nothing was changed: keep"
                                    + " the pods of one, and give the others empty volumes");
                }
            }
        }
        return Optional.empty();
    }

    /** A pod that is not there may hold the only copy of its slots. */
    private Optional<Refusal> missingPods() {
        return missingPods(true).or(() -> missingPods(false)).or(this::missingTargets);
    }

    private Optional<Refusal> missingPods(boolean owning) {
        for (NodeReport node : seen.nodes().nodes()) {
            if (isMember(node) && (goal.keeps(node.ordinal()) || owners.contains(node))) {
                for (KnownNode stranger : strangers(node)) {
                    boolean alive = !stranger.flags().contains("fail")
                            && !stranger.flags().contains("noaddr");
                    if (owning ? !stranger.slots().isEmpty() : alive) {
                        return gone(node, stranger, owning);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> gone(NodeReport node, KnownNode stranger, boolean owning) {
        return refuse(
                Refusal.Cause.GONE,
                node.label() + " knows node " + stranger.id() + " at " + stranger.address()
                        + (owning
                                ? ", which owns the hash slots " + stranger.slots() + ","
                                : ", which it does not take for failed,")
                        + " and DNS lists no pod that answers with that id; nothing was changed: if its pod was removed"
                        + " before it was drained, scale the StatefulSet back up, let heal bring it back, and drain first");
    }

    private Optional<Refusal> missingTargets() {
        return new OpenSlots(seen, new SlotOwners(seen.nodes()))
                .unknown().stream()
                        .findFirst()
                        .flatMap(sentence -> refuse(
                                Refusal.Cause.GONE,
                                sentence
                                        + ", which DNS does not list and which may hold keys of it; nothing was changed:"
                                        + " bring that pod back, or if it is lost for good, end the migration with CLUSTER"
                                        + " SETSLOT … STABLE, which loses what it holds"));
    }

    private static Optional<Refusal> uncovered(SlotOwners slots) {
        SlotSet missing = slots.missing();
        return missing.isEmpty()
                ? Optional.empty()
                : refuse(
                        Refusal.Cause.NEEDS_HEAL,
                        missing.size() + " hash slots (" + missing
                                + ") have no owner; nothing was changed: run heal, then this again");
    }

    private Optional<Refusal> badNewcomer() {
        for (NodeReport node : joining()) {
            boolean knowsOurs = owners.stream()
                    .anyMatch(owner -> node.knowledgeOf(owner.id()).isPresent());
            if (!strangers(node).isEmpty() && !knowsOurs) {
                return refuse(
                        Refusal.Cause.FOREIGN,
                        node.label() + " belongs to a cluster with "
                                + strangers(node).size()
                                + " nodes that are not ours, for instance "
                                + strangers(node).get(0).id() + " at "
                                + strangers(node).get(0).address()
                                + "; nothing was changed: give the pod an empty volume");
            }
            if (node.keys() > 0 && node.self().masterId().isEmpty()) {
                return stray(node);
            }
        }
        return Optional.empty();
    }

    /** A server that is started on a backup takes the slots of its keys by itself, so owning them proves nothing. */
    private Optional<Refusal> strayKeys() {
        return kept().stream()
                .filter(node -> node.alone() && node.keys() > 0)
                .findFirst()
                .flatMap(Membership::stray);
    }

    private static Optional<Refusal> stray(NodeReport node) {
        return refuse(
                Refusal.Cause.KEYS,
                node.label() + " holds " + node.keys()
                        + " keys and is not part of the cluster that it shall join; nothing"
                        + " was changed: move them away, or give the pod an empty volume");
    }

    private Optional<Refusal> readdressed() {
        for (NodeReport node : established().nodes()) {
            for (NodeReport other : established().nodes()) {
                Optional<KnownNode> known = node.knowledgeOf(other.id());
                if (known.isPresent()
                        && !known.get().address().ip().isEmpty()
                        && !known.get().address().equals(other.address())) {
                    return refuse(
                            Refusal.Cause.NEEDS_HEAL,
                            node.label() + " believes " + other.pod() + " to be at "
                                    + known.get().address() + ", but it answers at " + other.address()
                                    + "; nothing was changed: run heal, then this again");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(Refusal.Cause cause, String sentence) {
        return Optional.of(new Refusal(cause, sentence));
    }
}
