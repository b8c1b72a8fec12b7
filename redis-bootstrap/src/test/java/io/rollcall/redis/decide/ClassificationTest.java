// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ClassificationTest {

    @Test
    void nodesThatKnowNobody_fresh() {
        assertThat(of(SimulatedCluster.fresh(6).observe())).isInstanceOf(Classification.Fresh.class);
    }

    @Test
    void slotsBegun_halfFormed() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.get(0).epoch = 1;
        cluster.nodes.get(0).slots = SlotSet.of(0, 5460);

        assertThat(of(cluster.observe())).isInstanceOf(Classification.HalfFormed.class);
    }

    @Test
    void oneReplicaNotFollowingYet_halfFormedAndNoDamage() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.nodes.get(4).master = Optional.empty();

        assertThat(of(cluster.observe())).isInstanceOfSatisfying(Classification.HalfFormed.class, half -> {
            assertThat(half.slotsComplete()).isTrue();
            assertThat(half.plan().followedBy(4).orElseThrow().master()).isEqualTo(1);
        });
    }

    @Test
    void settledCluster_healthyWithoutFindings() {
        assertThat(of(SimulatedCluster.formed(6, 1).observe()))
                .isInstanceOfSatisfying(
                        Classification.Healthy.class,
                        healthy -> assertThat(healthy.findings()).isEmpty());
    }

    @Test
    void nodeAtAnotherAddressThanTold_moved() {
        Observation seen = with(SimulatedCluster.formed(6, 1).observe(), 1, node -> at(node, "10.7.7.7"));

        assertThat(of(seen))
                .isInstanceOfSatisfying(
                        Classification.Moved.class,
                        moved -> assertThat(moved.findings())
                                .extracting(Finding::repair)
                                .contains(Repair.ADDRESS_CHANGED, Repair.OWN_ADDRESS_STALE, Repair.STALE_MASTER_HOST)
                                .doesNotContain(Repair.ADDRESS_SWAPPED));
    }

    @Test
    void movedCluster_isNothingForForm() {
        Observation seen = with(SimulatedCluster.formed(6, 1).observe(), 1, node -> at(node, "10.7.7.7"));

        assertThat(of(seen).refusalToForm()).hasValueSatisfying(refusal -> {
            assertThat(refusal.cause()).isEqualTo(Refusal.Cause.NEEDS_HEAL);
            assertThat(refusal.sentence()).contains("run heal", "nothing was changed");
        });
    }

    @Test
    void idThatNoPodHasWithoutALink_lostIdentity() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.nodes.get(2).strangers.add(stranger(false));

        assertThat(of(cluster.observe()))
                .isInstanceOfSatisfying(
                        Classification.Damaged.class,
                        damaged -> assertThat(damaged.findings())
                                .extracting(Finding::repair)
                                .containsExactly(Repair.LOST_IDENTITY));
    }

    @Test
    void idThatNoPodHasAndThatIsLinked_foreign() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.nodes.get(2).strangers.add(stranger(true));

        assertThat(of(cluster.observe())).isInstanceOf(Classification.Foreign.class);
    }

    @Test
    void nodeThatKnowsOnlyStrangers_foreignAlthoughTheyAreDead() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        SimulatedCluster.Node stray = cluster.nodes.get(5);
        stray.master = Optional.empty();
        stray.knows.clear();
        stray.strangers.add(stranger(false));
        cluster.nodes.forEach(node -> node.knows.remove(5));

        assertThat(of(cluster.observe()))
                .isInstanceOfSatisfying(
                        Classification.Foreign.class,
                        foreign -> assertThat(foreign.refusal().sentence()).contains("redis-5", "another cluster"));
    }

    @Test
    void loweredTimeoutOfAKilledRun_healthyWithAFinding() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.nodes.get(3).settings.put("cluster-node-timeout", "515");

        assertThat(of(cluster.observe()))
                .isInstanceOfSatisfying(
                        Classification.Healthy.class,
                        healthy -> assertThat(healthy.findings())
                                .extracting(Finding::repair)
                                .containsExactly(Repair.SETTINGS_LEFT_BEHIND));
    }

    @Test
    void mastersOfALostMajorityWithPersistedData_takeoverIsRefusedUnlessAllowed() {
        Observation seen = withoutMasters(Map.of("appendonly", "yes", "save", ""));

        assertThat(step(seen, false))
                .isInstanceOfSatisfying(
                        Step.Stop.class,
                        stop -> assertThat(stop.refusal().sentence()).contains("--allow-takeover"));
        assertThat(step(seen, true))
                .isInstanceOfSatisfying(
                        Step.Apply.class,
                        apply -> assertThat(apply.effects())
                                .containsExactly(
                                        new Effect.Failover(3, Effect.Failover.Mode.TAKEOVER),
                                        new Effect.Failover(4, Effect.Failover.Mode.TAKEOVER)));
    }

    @Test
    void mastersOfALostMajorityThatDnsListsNoMoreAndNothingPersisted_takeoverIsProven() {
        assertThat(step(withoutMasters(Map.of("appendonly", "no", "save", "")), false))
                .isInstanceOf(Step.Apply.class);
    }

    /** Masters 0 and 1 are gone, and nobody has a link to them. */
    @Test
    void masterWithoutAKey_whileAReplicaOffItHoldsSome_refused() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.nodes.get(3).keys = 101;
        Observation linked = cluster.observe();
        Observation unlinked = with(linked, 3, ClassificationTest::off);

        assertThat(of(linked)).isInstanceOf(Classification.Healthy.class);
        assertThat(of(unlinked))
                .isInstanceOfSatisfying(
                        Classification.Refused.class,
                        refused -> assertThat(refused.refusal().sentence())
                                .contains("redis-0", "redis-3", "101", "empty volume"));
        assertThat(Planner.plan(unlinked, 1)).isInstanceOf(Planning.Refused.class);
        assertThat(step(unlinked, true)).isInstanceOf(Step.Stop.class);
    }

    private static Observation withoutMasters(Map<String, String> settings) {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.nodes.forEach(node -> node.settings.putAll(settings));
        Observation all = cluster.observe();
        return new Observation(all.nodes().stream()
                .filter(node -> node.ordinal() > 1)
                .map(node -> knowing(
                        node,
                        known -> Set.of(all.node(0).id(), all.node(1).id()).contains(known.id()) ? dead(known) : known))
                .toList());
    }

    private static Step step(Observation seen, boolean allowTakeover) {
        return new Healing(
                        TransientSettings.remember(seen, Map.of()),
                        new AbsenceProof(false, false, allowTakeover),
                        false)
                .next(seen);
    }

    private static Classification of(Observation seen) {
        return Classification.of(seen, 6, 1);
    }

    private static KnownNode stranger(boolean alive) {
        return new KnownNode(
                "f".repeat(40),
                new NodeAddress("10.9.9.9", 6379),
                alive ? Set.of("slave") : Set.of("slave", "fail"),
                Optional.empty(),
                alive,
                9,
                SlotSet.NONE);
    }

    private static KnownNode dead(KnownNode known) {
        return new KnownNode(
                known.id(),
                known.address(),
                Set.of("master", "fail?"),
                known.masterId(),
                false,
                known.configEpoch(),
                known.slots());
    }

    private static Observation with(Observation seen, int ordinal, UnaryOperator<NodeReport> change) {
        return new Observation(seen.nodes().stream()
                .map(node -> node.ordinal() == ordinal ? change.apply(node) : node)
                .toList());
    }

    private static NodeReport at(NodeReport node, String ip) {
        return copy(node, new NodeAddress(ip, 6379), node.knows());
    }

    private static NodeReport knowing(NodeReport node, UnaryOperator<KnownNode> change) {
        return copy(node, node.address(), node.knows().stream().map(change).toList());
    }

    private static NodeReport off(NodeReport replica) {
        return new NodeReport(
                replica.ordinal(),
                replica.pod(),
                replica.address(),
                replica.version(),
                replica.keys(),
                replica.stateOk(),
                replica.link().map(link -> new ReplicationLink(link.master(), false)),
                replica.knows(),
                replica.settings(),
                replica.offset());
    }

    private static NodeReport copy(NodeReport node, NodeAddress address, List<KnownNode> knows) {
        return new NodeReport(
                node.ordinal(),
                node.pod(),
                address,
                node.version(),
                node.keys(),
                node.stateOk(),
                node.link(),
                knows,
                node.settings(),
                node.offset());
    }
}
