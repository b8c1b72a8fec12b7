// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leads a cluster that was formed once back to what it was, gate by gate. Keeps nothing between two looks, so it may be
 * killed anywhere and begun again.
 */
public final class Healing implements Course {

    private final TransientSettings settings;
    private final AbsenceProof proof;
    private final boolean repairPlacement;

    /**
     * A way to health.
     *
     * @param settings what is lowered on the way and restored at its end
     * @param proof what is known about nodes that do not answer
     * @param repairPlacement whether masters are moved, gracefully, to where they are better spread
     */
    public Healing(TransientSettings settings, AbsenceProof proof, boolean repairPlacement) {
        this.settings = settings;
        this.proof = proof;
        this.repairPlacement = repairPlacement;
    }

    @Override
    public Step next(Observation seen) {
        Strangers strangers = new Strangers(seen);
        Optional<Refusal> refusal = NodeChecks.sharedIdentity(seen)
                .or(() -> NodeChecks.strayKeys(seen))
                .or(() -> NodeChecks.separateGroups(seen))
                .or(() -> NodeChecks.emptiedMasters(seen));
        if (refusal.isPresent()) {
            return new Step.Stop(refusal.get());
        }
        // Before the first effect these were reasons to refuse. Now they pass: a failover, or a link that is tried
        // again.
        Optional<Refusal> passing = NodeChecks.doubleOwnership(seen).or(strangers::living);
        if (passing.isPresent()) {
            return new Step.Wait(Gate.VIEWS, List.of(passing.get().sentence()));
        }
        if (!strangers.masters().isEmpty()) {
            return promote(seen, strangers);
        }
        Planning planning = Adoption.of(seen);
        if (planning instanceof Planning.Refused refused) {
            return new Step.Stop(refused.refusal());
        }
        ClusterPlan plan = ((Planning.Planned) planning).plan();
        if (proof.complete() && !strangers.ids().isEmpty()) {
            return new Step.Apply(Gate.FORGET, forget(seen, strangers));
        }
        // Only a cluster that is whole is frozen: where a master is away, its replica shall take over.
        Step step = new Formation(settings, proof.complete()).next(seen, plan, strangers.ids());
        return step instanceof Step.Formed && repairPlacement ? placed(seen, step) : step;
    }

    @Override
    public List<Effect> restore(Observation seen) {
        return new Formation(settings, false).restore(seen);
    }

    @Override
    public Course patient() {
        return new Healing(settings.patient(), proof, repairPlacement);
    }

    private Step promote(Observation seen, Strangers strangers) {
        Mesh mesh = new Mesh(seen);
        if (!mesh.meets().isEmpty()) {
            return new Step.Apply(Gate.MESH, mesh.meets());
        }
        Set<String> waiting = Set.copyOf(mesh.missing());
        return waiting.isEmpty()
                ? Promotion.of(seen, strangers, proof)
                : new Step.Wait(Gate.LINKS, List.copyOf(waiting));
    }

    private static List<Effect> forget(Observation seen, Strangers strangers) {
        return seen.nodes().stream()
                .<Effect>mapMulti((node, effects) -> strangers.ids().stream()
                        .filter(id -> node.knowledgeOf(id).isPresent())
                        .forEach(id -> effects.accept(new Effect.Forget(node.ordinal(), id))))
                .toList();
    }

    private static Step placed(Observation seen, Step formed) {
        return Drift.next(seen)
                .<Step>map(replica -> new Step.Apply(
                        Gate.PLACEMENT, List.of(new Effect.Failover(replica.ordinal(), Effect.Failover.Mode.GRACEFUL))))
                .orElse(formed);
    }
}
