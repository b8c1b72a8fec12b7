// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the nodes are together, from what they answer alone. */
public sealed interface Classification {

    /** Nodes that know nobody and hold nothing: {@code form}. */
    record Fresh() implements Classification {}

    /**
     * A formation that was begun: {@code form} goes on.
     *
     * @param plan what it leads to
     * @param slotsComplete whether every slot has its owner already
     */
    record HalfFormed(ClusterPlan plan, boolean slotsComplete) implements Classification {}

    /**
     * A cluster as it should be, apart from findings that do no harm at once.
     *
     * @param plan who is what
     * @param findings placement drift, settings left behind
     */
    record Healthy(ClusterPlan plan, List<Finding> findings) implements Classification {}

    /**
     * A whole cluster whose nodes are not where they were: {@code heal}.
     *
     * @param findings which
     */
    record Moved(List<Finding> findings) implements Classification {}

    /**
     * A cluster with a damage: {@code heal}, if it can be proven to be safe.
     *
     * @param findings what is wrong
     * @param settling what is not reached, a sentence each
     */
    record Damaged(List<Finding> findings, List<String> settling) implements Classification {}

    /**
     * Nodes of another cluster are among them.
     *
     * @param refusal which, and what helps
     */
    record Foreign(Refusal refusal) implements Classification {}

    /**
     * There is nothing that could be done with them.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Classification {}

    /** Rows of the repair table that are about addresses only. */
    Set<Repair> ADDRESSES = EnumSet.of(
            Repair.ADDRESS_CHANGED, Repair.ADDRESS_SWAPPED, Repair.OWN_ADDRESS_STALE, Repair.STALE_MASTER_HOST);

    /** Rows that leave a cluster whole. */
    Set<Repair> HARMLESS = EnumSet.of(Repair.PLACEMENT_DRIFT, Repair.SETTINGS_LEFT_BEHIND);

    /** Its name: {@code fresh}, {@code half-formed}, {@code formed-healthy}, {@code formed-moved}, {@code damaged} … */
    default String title() {
        if (this instanceof Fresh) {
            return "fresh";
        }
        if (this instanceof HalfFormed) {
            return "half-formed";
        }
        if (this instanceof Healthy) {
            return "formed-healthy";
        }
        if (this instanceof Moved) {
            return "formed-moved";
        }
        if (this instanceof Damaged) {
            return "damaged";
        }
        return this instanceof Foreign ? "foreign" : "refuse";
    }

    /** What is wrong, row by row of the repair table; empty where that is not the question. */
    default List<Finding> findings() {
        if (this instanceof Healthy healthy) {
            return healthy.findings();
        }
        if (this instanceof Moved moved) {
            return moved.findings();
        }
        return this instanceof Damaged damaged ? damaged.findings() : List.of();
    }

    /** What keeps it from being done, a sentence each; empty for a cluster as it should be. */
    default List<String> problems() {
        if (this instanceof Healthy) {
            return List.of();
        }
        if (this instanceof Foreign foreign) {
            return List.of(foreign.refusal().sentence());
        }
        if (this instanceof Refused refused) {
            return List.of(refused.refusal().sentence());
        }
        Stream<String> settling = this instanceof Damaged damaged ? damaged.settling().stream() : Stream.of();
        List<String> problems = Stream.concat(findings().stream().map(Finding::sentence), settling)
                .toList();
        return problems.isEmpty() ? List.of("the nodes are no cluster yet but " + title()) : problems;
    }

    /**
     * Classifies.
     *
     * @param seen the nodes that answer
     * @param pods how many pods there should be
     * @param replicasPerMaster the replicas that each master shall have at the least
     */
    static Classification of(Observation seen, int pods, int replicasPerMaster) {
        Optional<Refusal> hopeless = NodeChecks.sharedIdentity(seen)
                .or(() -> Capability.refusal(seen))
                .or(() -> NodeChecks.strayKeys(seen))
                .or(() -> NodeChecks.doubleOwnership(seen))
                .or(() -> NodeChecks.separateGroups(seen))
                .or(() -> new Strangers(seen).living())
                .or(() -> NodeChecks.emptiedMasters(seen));
        if (hopeless.isPresent()) {
            return refused(hopeless.get());
        }
        boolean formed = Claims.everFormed(seen);
        if (!formed) {
            return seen.nodes().size() < pods ? new Damaged(List.of(), List.of()) : unformed(seen, replicasPerMaster);
        }
        List<Finding> findings = Diagnosis.of(seen);
        Optional<ClusterPlan> begun = begun(seen, pods, replicasPerMaster, findings);
        if (begun.isPresent()) {
            return new HalfFormed(begun.get(), seen.ownedSlots().size() == SlotSet.COUNT);
        }
        Set<Repair> kinds = EnumSet.noneOf(Repair.class);
        findings.forEach(finding -> kinds.add(finding.repair()));
        kinds.removeAll(HARMLESS);
        if (!kinds.isEmpty() && ADDRESSES.containsAll(kinds) && seen.nodes().size() == pods) {
            return new Moved(findings);
        }
        if (!kinds.isEmpty() || seen.nodes().size() < pods) {
            return new Damaged(findings, List.of());
        }
        Planning planning = Adoption.of(seen);
        if (planning instanceof Planning.Refused refused) {
            return refused(refused.refusal());
        }
        ClusterPlan plan = ((Planning.Planned) planning).plan();
        List<String> settling = Settled.all(seen, plan);
        return settling.isEmpty() ? new Healthy(plan, findings) : new Damaged(findings, settling);
    }

    /** Replicas that do not follow yet, beside nothing that was lost or moved, are a formation that was killed late. */
    private static Optional<ClusterPlan> begun(
            Observation seen, int pods, int replicasPerMaster, List<Finding> findings) {
        Set<Repair> kinds = EnumSet.noneOf(Repair.class);
        findings.forEach(finding -> kinds.add(finding.repair()));
        boolean late = kinds.contains(Repair.REPLICA_MISSING)
                && EnumSet.of(
                                Repair.REPLICA_MISSING,
                                Repair.ONE_WAY_LINK,
                                Repair.SETTINGS_LEFT_BEHIND,
                                Repair.PLACEMENT_DRIFT)
                        .containsAll(kinds);
        ClusterShape shape = new ClusterShape(pods, replicasPerMaster);
        return late && seen.nodes().size() == pods && shape.refusal().isEmpty()
                ? Claims.of(seen, shape).map(claims -> Layout.of(Topology.of(seen), shape, claims))
                : Optional.empty();
    }

    /** Whether {@code form} is what goes on from here. */
    default boolean isForForm() {
        return this instanceof Fresh || this instanceof HalfFormed || this instanceof Refused;
    }

    /** Why {@code form} is the wrong command: something was moved or lost, which is healed and not formed. */
    default Optional<Refusal> refusalToForm() {
        Set<Repair> formLeaves = EnumSet.of(
                Repair.ADDRESS_CHANGED,
                Repair.ADDRESS_SWAPPED,
                Repair.ADDRESS_UNKNOWN,
                Repair.OWN_ADDRESS_STALE,
                Repair.LOST_IDENTITY,
                Repair.MASTER_LOST,
                Repair.QUORUM_LOST);
        return findings().stream()
                .filter(finding -> formLeaves.contains(finding.repair()))
                .findFirst()
                .map(finding -> new Refusal(
                        Refusal.Cause.NEEDS_HEAL,
                        "this was a cluster already and is " + title() + ": " + finding.sentence()
                                + "; nothing was changed: run heal"));
    }

    /** Why {@code heal} is the wrong command, or nothing can be done. */
    default Optional<Refusal> refusalToHeal() {
        if (this instanceof Foreign foreign) {
            return Optional.of(foreign.refusal());
        }
        if (this instanceof Refused refused) {
            return Optional.of(refused.refusal());
        }
        return this instanceof Fresh || (this instanceof HalfFormed half && !half.slotsComplete())
                ? Optional.of(new Refusal(
                        Refusal.Cause.NOT_FORMED, "the nodes are " + title() + "; nothing was changed: run form"))
                : Optional.empty();
    }

    private static Classification unformed(Observation seen, int replicasPerMaster) {
        Planning planning = Planner.plan(seen, replicasPerMaster);
        if (planning instanceof Planning.Refused refused) {
            return refused(refused.refusal());
        }
        boolean fresh = seen.nodes().stream()
                .allMatch(node -> node.alone()
                        && node.self().slots().isEmpty()
                        && node.self().configEpoch() == 0);
        return fresh ? new Fresh() : new HalfFormed(((Planning.Planned) planning).plan(), false);
    }

    private static Classification refused(Refusal refusal) {
        return refusal.cause() == Refusal.Cause.FOREIGN ? new Foreign(refusal) : new Refused(refusal);
    }
}
