// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    @Test
    void sixFreshPods_threeMastersWithTheRangesOfRedisCliAndOneReplicaEach() {
        ClusterPlan plan = planned(SimulatedCluster.fresh(6), 1);

        assertThat(plan.adopted()).isFalse();
        assertThat(plan.shards())
                .containsExactly(
                        new ClusterPlan.Shard(0, SlotSet.of(0, 5460), List.of(3)),
                        new ClusterPlan.Shard(1, SlotSet.of(5461, 10922), List.of(4)),
                        new ClusterPlan.Shard(2, SlotSet.of(10923, 16383), List.of(5)));
    }

    @Test
    void sevenFreshPods_oddOneBecomesSecondReplicaOfTheFirstMaster() {
        assertThat(planned(SimulatedCluster.fresh(7), 1).shards().get(0).replicas())
                .containsExactly(3, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 7, 10, 30, 100, 333})
    void anyNumberOfMasters_everySlotExactlyOnceAndEvenToOne(int masters) {
        ClusterPlan plan = planned(SimulatedCluster.fresh(masters), 0);

        SlotSet all = plan.shards().stream().map(ClusterPlan.Shard::slots).reduce(SlotSet.NONE, SlotSet::plus);
        assertThat(all).isEqualTo(SlotSet.of(0, SlotSet.COUNT - 1));
        assertThat(plan.shards().stream()
                        .mapToInt(shard -> shard.slots().size())
                        .sum())
                .isEqualTo(SlotSet.COUNT);
        var sizes =
                plan.shards().stream().mapToInt(shard -> shard.slots().size()).summaryStatistics();
        assertThat(sizes.getMax() - sizes.getMin()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"4,1", "5,1", "2,0", "8,3", "1,0"})
    void fewerThanThreeMasters_refusedWithTheNeededNumber(int pods, int replicas) {
        Refusal refusal = refused(SimulatedCluster.fresh(pods), replicas);

        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.UNSPLITTABLE);
        assertThat(refusal.sentence()).contains("at least " + 3 * (replicas + 1) + " pods");
    }

    @Test
    void freshNodeWithKeys_refusedWithNodeAndCount() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.get(4).keys = 17;

        Refusal refusal = refused(cluster, 1);

        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.KEYS);
        assertThat(refusal.sentence()).contains("redis-4 (10.0.0.4:6379)", "17 keys", "nothing was changed");
    }

    @Test
    void restoredNodeThatOwnsTheSlotsOfItsKeys_refusedAlthoughTheyFitThePlan() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.get(0).slots = SlotSet.of(7, 7);
        cluster.nodes.get(0).keys = 1;

        assertThat(refused(cluster, 1).cause()).isEqualTo(Refusal.Cause.KEYS);
    }

    @Test
    void formedClusterWithKeys_isNoReasonToRefuse() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.nodes.forEach(node -> node.keys = 100);

        assertThat(planned(cluster, 1).shards()).hasSize(3);
    }

    @Test
    void nodeThatKnowsAStranger_refusedAsForeign() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.get(2).strangers.add(stranger(Set.of("master")));

        Refusal refusal = refused(cluster, 1);

        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.FOREIGN);
        assertThat(refusal.sentence()).contains("redis-2", "10.9.9.9:6379");
    }

    @Test
    void handshakeWithAStranger_isNoKnowledgeYet() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.get(2).strangers.add(stranger(Set.of("handshake")));

        assertThat(planned(cluster, 1).adopted()).isFalse();
    }

    @Test
    void oneNodeOwnsEverythingAlone_refusedAsForeign() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.get(3).slots = SlotSet.of(0, 16383);

        assertThat(refused(cluster, 1).cause()).isEqualTo(Refusal.Cause.FOREIGN);
    }

    @Test
    void twoClustersThatDoNotKnowEachOther_refusedAsForeign() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.get(3).slots = SlotSet.of(0, 8000);
        cluster.nodes.get(4).slots = SlotSet.of(8001, 16383);

        assertThat(refused(cluster, 1).cause()).isEqualTo(Refusal.Cause.FOREIGN);
    }

    @Test
    void twoOwnersOfOneSlot_refusedAsForeign() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.get(0).slots = SlotSet.of(0, 100);
        cluster.nodes.get(5).slots = SlotSet.of(100, 200);

        Refusal refusal = refused(cluster, 1);

        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.FOREIGN);
        assertThat(refusal.sentence()).contains("both own the hash slots 100,");
    }

    @Test
    void slotsOutsideOfTheLayoutWithGaps_refusedAsDamaged() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.failOver(0, 3);
        cluster.nodes.get(1).slots = SlotSet.of(5461, 10000);

        Refusal refusal = refused(cluster, 1);

        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.DAMAGED);
        assertThat(refusal.sentence()).contains("10001-10922");
    }

    @Test
    void formedClusterAfterFailover_adoptedAsItIs() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.failOver(0, 3);

        ClusterPlan plan = planned(cluster, 1);

        assertThat(plan.adopted()).isTrue();
        assertThat(plan.ledBy(3).orElseThrow().replicas()).containsExactly(0);
        assertThat(plan.ledBy(3).orElseThrow().slots()).isEqualTo(SlotSet.of(0, 5460));
    }

    @Test
    void formedClusterWithAnEmptyNewcomer_newcomerFollowsTheMasterWithFewestReplicas() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.failOver(0, 3);
        SimulatedCluster.Node lost = cluster.nodes.get(5);
        lost.master = Optional.empty();

        assertThat(planned(cluster, 1).followedBy(5).orElseThrow().master()).isEqualTo(2);
    }

    @Test
    void twoNamesForOneServer_refused() {
        Observation once = SimulatedCluster.fresh(6).observe();
        NodeReport first = once.node(0);
        List<NodeReport> twice = IntStream.range(0, 6)
                .mapToObj(i -> i == 1
                        ? new NodeReport(
                                1,
                                "redis-1",
                                first.address(),
                                first.version(),
                                0,
                                false,
                                Optional.empty(),
                                first.knows(),
                                first.settings(),
                                0)
                        : once.node(i))
                .toList();

        assertThat(Planner.plan(new Observation(twice), 1))
                .isInstanceOfSatisfying(
                        Planning.Refused.class,
                        refused -> assertThat(refused.refusal().sentence())
                                .contains("redis-0", "redis-1", "same node id"));
    }

    @ParameterizedTest
    @CsvSource({"6.2.6,7.0.15", "7.0.15,7.2.0", "7.2.4,7.4.1", "6.2.6,8.4.0"})
    void replicaToBeOfAnOlderFormat_refusedWithBothVersions(String replica, String master) {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.forEach(node -> node.version = node.ordinal < 3 ? master : replica);

        Refusal refusal = refused(cluster, 1);

        assertThat(refusal.cause()).isEqualTo(Refusal.Cause.NOT_A_CLUSTER_NODE);
        assertThat(refusal.sentence()).contains("redis-3", replica, "redis-0", master);
    }

    @ParameterizedTest
    @CsvSource({"7.0.15,6.2.6", "7.0.4,7.0.15", "7.4.1,8.0.0", "unknown,7.0.15"})
    void replicaToBeOfTheSameOrANewerFormat_planned(String replica, String master) {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.forEach(node -> node.version = node.ordinal < 3 ? master : replica);

        assertThat(planned(cluster, 1).shards()).hasSize(3);
    }

    @Test
    void replicaOfAnOlderFormatThatFollowsAlready_isAnUpgradeUnderWay() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        cluster.nodes.get(0).version = "7.2.4";

        assertThat(planned(cluster, 1).adopted()).isTrue();
    }

    private static KnownNode stranger(Set<String> flags) {
        return new KnownNode(
                "f".repeat(40), new NodeAddress("10.9.9.9", 6379), flags, Optional.empty(), true, 9, SlotSet.NONE);
    }

    private static ClusterPlan planned(SimulatedCluster cluster, int replicas) {
        Planning planning = Planner.plan(cluster.observe(), replicas);
        assertThat(planning).isInstanceOf(Planning.Planned.class);
        return ((Planning.Planned) planning).plan();
    }

    private static Refusal refused(SimulatedCluster cluster, int replicas) {
        Planning planning = Planner.plan(cluster.observe(), replicas);
        assertThat(planning).isInstanceOf(Planning.Refused.class);
        return ((Planning.Refused) planning).refusal();
    }
}
