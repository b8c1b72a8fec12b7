// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.OpenSlot;
import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.decide.ScaleGoal;
import io.rollcall.redis.decide.ScaleObservation;
import io.rollcall.redis.node.ClusterNode;
import io.rollcall.redis.node.MigrationKind;
import io.rollcall.redis.node.SlotNode;
import io.rollcall.redis.node.SlotNodeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** All pods that a scaling is about, those that leave included, as DNS lists them. For one thread. */
final class Assembly implements AutoCloseable {

    /** DNS is asked again only so often, while somebody is missing. */
    private static final Duration DNS_RECHECK = Duration.ofSeconds(1);

    /** What a look gave. */
    sealed interface Look {

        /** Everybody who stays or comes answered. */
        record Seen(ScaleObservation observation) implements Look {}

        /** Somebody is missing, a sentence each. */
        record Missing(List<String> reasons, boolean listed) implements Look {}

        /** It cannot be these pods. */
        record Refused(Refusal refusal) implements Look {}
    }

    private final PeerDiscovery discovery;
    private final ScaleGoal goal;
    private final SlotNode.Factory factory;
    private final Round round;
    private final LongSupplier nanos;
    private final Roster roster;
    private final Map<Integer, SlotNode> slotNodes = new TreeMap<>();
    private final Map<Integer, ClusterNode> behind = new HashMap<>();
    private Optional<Long> askedDns = Optional.empty();
    private List<String> unreachable = List.of();
    private String dnsSaid = "";

    Assembly(
            PeerDiscovery discovery,
            ScaleGoal goal,
            Bootstrap.NodeFactory nodes,
            SlotNode.Factory factory,
            Round round,
            LongSupplier nanos) {
        this.discovery = discovery;
        this.goal = goal;
        this.factory = factory;
        this.round = round;
        this.nanos = nanos;
        this.roster = new Roster(nodes);
    }

    Roster roster() {
        return roster;
    }

    /**
     * Looks at all nodes.
     *
     * @param doubtful whether DNS may have to say more than it did
     */
    Look look(boolean doubtful) throws InterruptedException {
        if (doubtful || askedDns.isEmpty()) {
            Optional<Refusal> refusal = askDns();
            if (refusal.isPresent()) {
                return new Look.Refused(refusal.get());
            }
        }
        List<String> unlisted = unlisted();
        if (!unlisted.isEmpty()) {
            return new Look.Missing(unlisted, false);
        }
        Round.Look answers = round.look(roster.nodes());
        if (answers.refusal().isPresent()) {
            return new Look.Refused(answers.refusal().get());
        }
        Set<Integer> answered = new HashSet<>();
        answers.reports().forEach(report -> answered.add(report.ordinal()));
        if (!answered.containsAll(goal.ordinals())) {
            return new Look.Missing(answers.silent(), true);
        }
        try {
            return new Look.Seen(
                    new ScaleObservation(new Observation(answers.reports()), openSlots(answers.reports())));
        } catch (SlotNodeException lost) {
            return new Look.Missing(List.of(String.valueOf(lost.getMessage())), true);
        }
    }

    private Optional<Refusal> askDns() {
        long now = nanos.getAsLong();
        if (askedDns.isPresent() && now - askedDns.get() < DNS_RECHECK.toNanos()) {
            return Optional.empty();
        }
        askedDns = Optional.of(now);
        LookupResult result = discovery.lookup().join();
        if (result instanceof LookupResult.Found found) {
            Optional<Refusal> refusal = Roster.unnamed(found.view());
            if (refusal.isEmpty()) {
                unreachable = roster.update(found.view());
            }
            return refusal;
        }
        dnsSaid = "; DNS said " + result.evidence().get(result.evidence().size() - 1);
        return Optional.empty();
    }

    private List<String> unlisted() {
        List<Integer> here = roster.nodes().stream().map(ClusterNode::ordinal).toList();
        List<Integer> missing = goal.ordinals().stream()
                .filter(ordinal -> !here.contains(ordinal))
                .toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>(unreachable);
        reasons.add(
                "DNS lists " + here.size() + " pods of " + discovery.service().domain() + ", and of the " + goal.pods()
                        + " that shall be there the ordinals " + missing + " are missing" + dnsSaid);
        return reasons;
    }

    private Map<Integer, List<OpenSlot>> openSlots(List<NodeReport> reports) throws InterruptedException {
        List<Integer> ordinals = reports.stream().map(NodeReport::ordinal).toList();
        List<List<OpenSlot>> open = round.inParallel(ordinals.stream()
                .map(this::slotNode)
                .<Callable<List<OpenSlot>>>map(node -> node::openSlots)
                .toList());
        Map<Integer, List<OpenSlot>> byOrdinal = new HashMap<>();
        for (int i = 0; i < ordinals.size(); i++) {
            byOrdinal.put(ordinals.get(i), open.get(i));
        }
        return byOrdinal;
    }

    /** What all of some nodes can do. */
    Set<MigrationKind> capabilities(Observation seen) throws InterruptedException {
        Set<MigrationKind> common = EnumSet.allOf(MigrationKind.class);
        round.inParallel(seen.nodes().stream()
                        .map(node -> slotNode(node.ordinal()))
                        .<Callable<Set<MigrationKind>>>map(node -> node::capabilities)
                        .toList())
                .forEach(common::retainAll);
        return common;
    }

    /** The one for a pod's address of now. */
    private SlotNode slotNode(int ordinal) {
        ClusterNode node = roster.node(ordinal);
        SlotNode known = slotNodes.get(ordinal);
        if (known != null && node.equals(behind.get(ordinal))) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        SlotNode fresh = factory.node(node.pod(), node.address());
        slotNodes.put(ordinal, fresh);
        behind.put(ordinal, node);
        return fresh;
    }

    @Override
    public void close() {
        slotNodes.values().forEach(SlotNode::close);
        roster.close();
    }
}
