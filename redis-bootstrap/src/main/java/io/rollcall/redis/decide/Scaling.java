// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Leads from what is to a {@link ScalePlan}, gate by gate. Keeps nothing between two looks, so it may be killed anywhere
 * and begun again.
 */
public final class Scaling {

    private final TransientSettings settings;

    /**
     * A way to any plan.
     *
     * @param settings what is changed on the way and restored at its end
     */
    public Scaling(TransientSettings settings) {
        this.settings = settings;
    }

    /**
     * What comes next.
     *
     * @param seen all pods that stay or come, and those of the others that answer, looked at just now
     * @param goal what the cluster shall consist of
     * @param plan the plan for them
     */
    public ScaleStep next(ScaleObservation seen, ScaleGoal goal, ScalePlan plan) {
        return new Look(seen, goal, plan).next();
    }

    /** What takes the transient settings back wherever the way is left; for the nodes that still answer. */
    public List<Effect> restore(Observation seen) {
        return new Formation(settings, false).restore(seen);
    }

    private final class Look {
        private final ScaleObservation seen;
        private final ScalePlan plan;
        private final SlotOwners slots;
        private final Membership membership;
        private final Observation kept;
        private final Mesh mesh;
        private final OpenSlots open;

        Look(ScaleObservation seen, ScaleGoal goal, ScalePlan plan) {
            this.seen = seen;
            this.plan = plan;
            this.slots = new SlotOwners(seen.nodes());
            this.membership = new Membership(seen, goal, slots);
            this.kept = new Observation(membership.kept());
            this.mesh = new Mesh(kept);
            this.open = new OpenSlots(seen, slots);
        }

        ScaleStep next() {
            List<SlotMove> resumed = open.moves();
            return await(ScaleGate.HEALTH, unhealthy())
                    .or(() -> apply(ScaleGate.SETTINGS, prepare()))
                    .or(() -> apply(ScaleGate.EPOCHS, epochs()))
                    .or(() -> apply(ScaleGate.JOIN, introduce()))
                    .or(() -> await(ScaleGate.JOIN, mesh.missing()))
                    .or(() -> await(ScaleGate.PROOF, keysOnReplicas()))
                    .or(() -> apply(ScaleGate.ROLES, roles(true)))
                    .or(() -> await(ScaleGate.ROLES, Settled.replication(kept, placed())))
                    .or(() -> await(ScaleGate.ROLES, Settled.state(kept)))
                    .or(() -> apply(ScaleGate.SETTINGS, restoreTimes()))
                    .or(() -> apply(ScaleGate.HANDOVER, handovers()))
                    .or(() -> apply(ScaleGate.SLOTS, open.announcements()))
                    .or(() -> move(resumed, true))
                    .or(() -> move(plan.moves(), false))
                    .or(() -> await(ScaleGate.VIEWS, outdated()))
                    .or(() -> apply(ScaleGate.REHOME, roles(false)))
                    .or(() -> await(ScaleGate.REHOME, Settled.replication(kept, plan.target())))
                    .or(() -> await(ScaleGate.PROOF, leftBehind()))
                    .or(() -> apply(ScaleGate.FORGET, forgets()))
                    .or(() -> await(ScaleGate.VIEWS, Settled.state(kept)))
                    .or(() -> await(ScaleGate.VIEWS, Settled.views(kept, plan.target(), Set.of())))
                    .or(() -> apply(ScaleGate.PERSIST, restore(seen.nodes())))
                    .orElseGet(ScaleStep.Done::new);
        }

        /** What serves must be whole before anything of it is moved. */
        private List<String> unhealthy() {
            Observation established = membership.established();
            List<String> reasons = new ArrayList<>(new Mesh(established).missing());
            for (NodeReport node : established.nodes()) {
                node.link()
                        .filter(link -> !link.up())
                        .ifPresent(link -> reasons.add("the replication link of " + node.label() + " is down"));
            }
            return reasons;
        }

        /** Only those that come settle faster; those that serve keep their time-outs. */
        private List<Effect> prepare() {
            List<Effect> effects = new ArrayList<>();
            boolean moving = !plan.moves().isEmpty()
                    || !open.moves().isEmpty()
                    || !plan.handovers().isEmpty();
            for (NodeReport node : concerned()) {
                if (comes(node)) {
                    boolean hasReplicas = plan.target()
                            .ledBy(node.ordinal())
                            .filter(shard -> !shard.replicas().isEmpty())
                            .isPresent();
                    configure(node, settings.toLower(node, hasReplicas, false), effects);
                }
                if (moving) {
                    configure(node, ReplicaMigrationHold.toHold(node), effects);
                }
            }
            return effects;
        }

        private List<Effect> restoreTimes() {
            List<Effect> effects = new ArrayList<>();
            kept.nodes().forEach(node -> configure(node, settings.toRestoreTimes(node), effects));
            return effects;
        }

        private boolean comes(NodeReport node) {
            return node.self().slots().isEmpty()
                    && node.self().masterId().isEmpty()
                    && (!node.stateOk() || !membership.isMember(node));
        }

        private List<NodeReport> concerned() {
            return Stream.concat(kept.nodes().stream(), plan.leaving().stream().map(seen.nodes()::node))
                    .toList();
        }

        private void configure(NodeReport node, Map<String, String> changes, List<Effect> effects) {
            if (!changes.isEmpty()) {
                effects.add(new Effect.Configure(node.ordinal(), changes));
            }
        }

        /** Higher than all there are, and distinct, so that nobody has to settle a collision. */
        private List<Effect> epochs() {
            long highest = seen.nodes().nodes().stream()
                    .flatMap(node -> node.knows().stream())
                    .mapToLong(KnownNode::configEpoch)
                    .max()
                    .orElse(0);
            List<Effect> effects = new ArrayList<>();
            for (NodeReport node : kept.nodes()) {
                if (node.alone() && node.self().configEpoch() == 0) {
                    effects.add(new Effect.SetConfigEpoch(node.ordinal(), highest + effects.size() + 1));
                }
            }
            return effects;
        }

        /** A pod that comes back may still know nodes that are no more, and must not bring them back by gossip. */
        private List<Effect> introduce() {
            List<Effect> effects = new ArrayList<>();
            for (NodeReport node : membership.joining()) {
                membership
                        .strangers(node)
                        .forEach(stranger -> effects.add(new Effect.Forget(node.ordinal(), stranger.id())));
            }
            return effects.isEmpty() ? mesh.meets() : effects;
        }

        /** A replica's data is replaced by its master's; servers that move slots by themselves drop keys a bit later. */
        private List<String> keysOnReplicas() {
            return replicas()
                    .filter(node -> node.self().masterId().isEmpty()
                            && node.keys() > 0
                            && !slots.owned().containsKey(node.ordinal()))
                    .map(node -> node.label() + " shall become a replica and owns no hash slot, but holds "
                            + node.keys() + " keys")
                    .toList();
        }

        private Stream<NodeReport> replicas() {
            return plan.target().shards().stream()
                    .flatMap(shard -> shard.replicas().stream())
                    .map(seen.nodes()::node);
        }

        /** Who shall follow whom; first only those whose change takes no copy away from slots that are still to move. */
        private List<Effect> roles(boolean early) {
            List<Effect> effects = new ArrayList<>();
            eachReplica((replica, master) -> {
                if (!follows(replica, master) && (!early || freeToFollow(replica, master))) {
                    effects.add(new Effect.Replicate(replica.ordinal(), master.id()));
                }
            });
            if (early) {
                for (ScalePlan.Handover handover : plan.handovers()) {
                    NodeReport leader = seen.nodes().node(handover.master());
                    if (!follows(seen.nodes().node(handover.replica()), leader)) {
                        effects.add(new Effect.Replicate(handover.replica(), leader.id()));
                    }
                }
            }
            return effects;
        }

        private void eachReplica(BiConsumer<NodeReport, NodeReport> action) {
            for (ClusterPlan.Shard shard : plan.target().shards()) {
                NodeReport master = seen.nodes().node(shard.master());
                shard.replicas().forEach(replica -> action.accept(seen.nodes().node(replica), master));
            }
        }

        private boolean freeToFollow(NodeReport replica, NodeReport master) {
            boolean masterNow = master.self().masterId().isEmpty();
            boolean drained = slots.of(replica.ordinal()).isEmpty();
            boolean needed = replica.self()
                    .masterId()
                    .flatMap(seen::ordinal)
                    .filter(current -> slots.owned().containsKey(current)
                            && plan.target().ledBy(current).isEmpty())
                    .isPresent();
            return masterNow && drained && !needed;
        }

        /** The part of the target that is in place by now. */
        private ClusterPlan placed() {
            return new ClusterPlan(
                    plan.target().shards().stream()
                            .map(shard -> new ClusterPlan.Shard(
                                    shard.master(),
                                    shard.slots(),
                                    shard.replicas().stream()
                                            .filter(replica -> follows(
                                                    seen.nodes().node(replica),
                                                    seen.nodes().node(shard.master())))
                                            .toList()))
                            .toList(),
                    true);
        }

        private static boolean follows(NodeReport replica, NodeReport master) {
            return replica.self().masterId().equals(Optional.of(master.id()));
        }

        private List<Effect> handovers() {
            return plan.handovers().stream()
                    .<Effect>map(handover -> new Effect.Failover(handover.replica(), Effect.Failover.Mode.GRACEFUL))
                    .toList();
        }

        /**
         * Nodes that still take one for an owner that is none. When an owner becomes a replica or is forgotten, its slots
         * have no owner at all for them, and they answer clients with CLUSTERDOWN (clusterDelNode and
         * clusterSetNodeAsSlave in cluster.c).
         */
        private List<String> outdated() {
            List<String> reasons = new ArrayList<>();
            for (NodeReport node : seen.nodes().nodes()) {
                for (NodeReport teller : kept.nodes()) {
                    boolean none = slots.of(node.ordinal()).isEmpty();
                    if (none
                            && teller.knowledgeOf(node.id())
                                    .filter(known -> !known.slots().isEmpty())
                                    .isPresent()) {
                        reasons.add(teller.label() + " still takes " + node.label() + " for the owner of hash slots");
                    }
                }
            }
            return reasons;
        }

        /** A replica that leaves holds copies only; what is not a copy must be gone. */
        private List<String> leftBehind() {
            return plan.leaving().stream()
                    .map(seen.nodes()::node)
                    .filter(node -> node.self().masterId().isEmpty())
                    .filter(node -> node.keys() > 0 || !node.self().slots().isEmpty())
                    .map(node -> node.label() + " leaves and still holds " + node.keys() + " keys and "
                            + node.self().slots().size() + " hash slots")
                    .toList();
        }

        /**
         * Those that stay forget those that leave, and not the other way round: a client whose slot map is old asks one
         * that left, and is only sent on by a node that still knows who owns the slot.
         */
        private List<Effect> forgets() {
            List<Effect> effects = new ArrayList<>();
            List<String> ids = new ArrayList<>(plan.gone());
            plan.leaving().forEach(ordinal -> ids.add(seen.nodes().node(ordinal).id()));
            for (NodeReport node : kept.nodes()) {
                forget(node, ids, effects);
            }
            return effects;
        }

        private static void forget(NodeReport node, List<String> ids, List<Effect> effects) {
            ids.stream()
                    .filter(id -> node.knowledgeOf(id).isPresent())
                    .forEach(id -> effects.add(new Effect.Forget(node.ordinal(), id)));
        }

        private Optional<ScaleStep> move(List<SlotMove> moves, boolean resumed) {
            return moves.isEmpty() ? Optional.empty() : Optional.of(new ScaleStep.Move(moves, resumed));
        }

        private Optional<ScaleStep> apply(ScaleGate gate, List<Effect> effects) {
            return effects.isEmpty() ? Optional.empty() : Optional.of(new ScaleStep.Apply(gate, effects));
        }

        private Optional<ScaleStep> await(ScaleGate gate, List<String> reasons) {
            return reasons.isEmpty() ? Optional.empty() : Optional.of(new ScaleStep.Wait(gate, reasons));
        }
    }
}
