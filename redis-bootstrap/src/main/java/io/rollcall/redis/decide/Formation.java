// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leads from what is to what is planned, gate by gate. Keeps nothing between two looks, so it may be killed anywhere and
 * begun again.
 */
public final class Formation {

    private final TransientSettings settings;
    private final boolean frozen;

    /**
     * A way to any plan.
     *
     * @param settings what is lowered on the way and restored at its end
     * @param frozen whether replicas are kept from failing over on the way
     */
    public Formation(TransientSettings settings, boolean frozen) {
        this.settings = settings;
        this.frozen = frozen;
    }

    /**
     * What comes next.
     *
     * @param seen all nodes, looked at just now
     * @param plan the plan for them
     */
    public Step next(Observation seen, ClusterPlan plan) {
        return next(seen, plan, Set.of());
    }

    /**
     * What comes next where some nodes of the cluster do not answer.
     *
     * @param seen all nodes that answer, looked at just now
     * @param plan the plan for them
     * @param absent the ids of the others
     */
    Step next(Observation seen, ClusterPlan plan, Set<String> absent) {
        Optional<Refusal> risk = keysOnReplicas(seen, plan);
        if (risk.isPresent()) {
            return new Step.Stop(risk.get());
        }
        Mesh mesh = new Mesh(seen);
        return apply(Gate.SETTINGS, lower(seen, plan, mesh))
                .or(() -> apply(Gate.EPOCHS, epochs(seen, plan)))
                .or(() -> apply(Gate.SLOTS, slots(seen, plan)))
                .or(() -> apply(Gate.MESH, mesh.meets()))
                .or(() -> await(Gate.LINKS, mesh.missing()))
                .or(() -> apply(Gate.ROLES, roles(seen, plan)))
                .or(() -> await(Gate.REPLICATION, Settled.replication(seen, plan)))
                .or(() -> await(Gate.STATE, Settled.state(seen)))
                .or(() -> await(Gate.VIEWS, Settled.views(seen, plan, absent)))
                .or(() -> apply(Gate.PERSIST, restore(seen)))
                .orElseGet(() -> new Step.Formed(plan));
    }

    /**
     * What takes the transient settings back wherever the way is left, with a success or without.
     *
     * @param seen the nodes that still answer
     */
    public List<Effect> restore(Observation seen) {
        List<Effect> effects = new ArrayList<>();
        for (NodeReport node : seen.nodes()) {
            Map<String, String> changes = settings.toRestore(node);
            if (!changes.isEmpty()) {
                effects.add(new Effect.SaveConfig(node.ordinal()));
                effects.add(new Effect.Configure(node.ordinal(), changes));
            }
        }
        return effects;
    }

    /** Only where there is something to build: a cluster that merely settles keeps its settings. */
    private List<Effect> lower(Observation seen, ClusterPlan plan, Mesh mesh) {
        if (slots(seen, plan).isEmpty()
                && mesh.meets().isEmpty()
                && roles(seen, plan).isEmpty()) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        for (NodeReport node : seen.nodes()) {
            boolean hasReplicas = plan.ledBy(node.ordinal())
                    .filter(shard -> !shard.replicas().isEmpty())
                    .isPresent();
            Map<String, String> changes = settings.toLower(node, hasReplicas, frozen);
            if (!changes.isEmpty()) {
                effects.add(new Effect.Configure(node.ordinal(), changes));
            }
        }
        return effects;
    }

    /**
     * Distinct epochs from the start, so that no two masters have to settle a collision; a master's tells the number of its
     * shard. Nodes that know each other have passed this gate.
     */
    private static List<Effect> epochs(Observation seen, ClusterPlan plan) {
        if (!seen.nodes().stream().allMatch(NodeReport::alone)) {
            return List.of();
        }
        List<Integer> order = new ArrayList<>();
        plan.shards().forEach(shard -> order.add(shard.master()));
        seen.nodes().stream()
                .map(NodeReport::ordinal)
                .filter(ordinal -> !order.contains(ordinal))
                .forEach(order::add);
        List<Effect> effects = new ArrayList<>();
        for (NodeReport node : seen.nodes()) {
            if (node.self().configEpoch() == 0) {
                effects.add(new Effect.SetConfigEpoch(node.ordinal(), order.indexOf(node.ordinal()) + 1L));
            }
        }
        return effects;
    }

    private static List<Effect> slots(Observation seen, ClusterPlan plan) {
        return plan.shards().stream()
                .<Effect>mapMulti((shard, effects) -> {
                    SlotSet missing =
                            shard.slots().minus(seen.node(shard.master()).self().slots());
                    if (!missing.isEmpty()) {
                        effects.accept(new Effect.AddSlots(shard.master(), missing));
                    }
                })
                .toList();
    }

    private static List<Effect> roles(Observation seen, ClusterPlan plan) {
        List<Effect> effects = new ArrayList<>();
        for (ClusterPlan.Shard shard : plan.shards()) {
            String master = seen.node(shard.master()).id();
            for (int replica : shard.replicas()) {
                if (!seen.node(replica).self().masterId().equals(Optional.of(master))
                        || linkLeadsElsewhere(seen.node(replica), seen.node(shard.master()))) {
                    effects.add(new Effect.Replicate(replica, master));
                }
            }
        }
        return effects;
    }

    /** By now the replica knows its master's address; following it again makes a link of old follow too (Redis). */
    private static boolean linkLeadsElsewhere(NodeReport replica, NodeReport master) {
        return replica.link()
                .filter(link -> !link.master().equals(master.address()))
                .isPresent();
    }

    /** A replica's data is replaced by its master's, so a node that is to become one must have none. */
    private static Optional<Refusal> keysOnReplicas(Observation seen, ClusterPlan plan) {
        return plan.shards().stream()
                .flatMap(shard -> shard.replicas().stream())
                .map(seen::node)
                .filter(node -> node.self().masterId().isEmpty() && node.keys() > 0)
                .findFirst()
                .map(node -> new Refusal(
                        Refusal.Cause.KEYS,
                        node.label() + " shall become a replica but holds " + node.keys()
                                + " keys, which its master's would replace; move them away, or give the pod an empty"
                                + " volume, and run again"));
    }

    private static Optional<Step> apply(Gate gate, List<Effect> effects) {
        return effects.isEmpty() ? Optional.empty() : Optional.of(new Step.Apply(gate, effects));
    }

    private static Optional<Step> await(Gate gate, List<String> reasons) {
        return reasons.isEmpty() ? Optional.empty() : Optional.of(new Step.Wait(gate, reasons));
    }
}
