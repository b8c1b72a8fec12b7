// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the slots of masters that are lost to their replicas: by vote where that is possible, else by takeover. */
final class Promotion {

    private Promotion() {}

    /** Whether the masters that answer can elect. */
    static boolean hasQuorum(Observation seen, int lostMasters) {
        long alive = seen.nodes().stream()
                .filter(node -> !node.self().slots().isEmpty())
                .count();
        return alive > lostMasters;
    }

    /**
     * The failovers, one a lost master.
     *
     * @param seen the nodes that answer; every link between them is up
     * @param strangers whose masters are lost
     * @param proof what is known about the pods that do not answer
     */
    static Step of(Observation seen, Strangers strangers, AbsenceProof proof) {
        Map<String, SlotSet> lost = strangers.masters();
        boolean vote = hasQuorum(seen, lost.size());
        List<Effect> effects = new ArrayList<>();
        for (Map.Entry<String, SlotSet> master : lost.entrySet()) {
            List<NodeReport> followers = strangers.followers(master.getKey());
            if (followers.isEmpty()) {
                return new Step.Stop(new Refusal(
                        Refusal.Cause.DAMAGED,
                        "the hash slots " + master.getValue() + " are owned by "
                                + strangers.label(master.getKey())
                                + ", which no pod reports and which no replica that answers follows: their keys are only"
                                + " there; bring that pod back with its volume, and run again"));
            }
            NodeReport best = followers.get(0);
            Optional<Refusal> risk =
                    vote ? Optional.empty() : takeoverRisk(best, strangers.label(master.getKey()), proof);
            if (risk.isPresent()) {
                return new Step.Stop(risk.get());
            }
            effects.add(new Effect.Failover(
                    best.ordinal(), vote ? Effect.Failover.Mode.FORCE : Effect.Failover.Mode.TAKEOVER));
        }
        return new Step.Apply(Gate.PROMOTION, effects);
    }

    private static Optional<Refusal> takeoverRisk(NodeReport replica, String master, AbsenceProof proof) {
        if (proof.takeoverAllowed()) {
            return Optional.empty();
        }
        String why = replica.persists()
                ? "its pod may come back with newer data, since data is persisted"
                : !proof.complete() && proof.stillListed() ? "DNS still lists its pod, so it may live" : "";
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Refusal.Cause.KEYS,
                        "master " + master + " is lost together with the majority that could elect, and " + why
                                + ": bring it back, or let " + replica.label()
                                + " take over with --allow-takeover, which gives up what that replica does not have"));
    }
}
