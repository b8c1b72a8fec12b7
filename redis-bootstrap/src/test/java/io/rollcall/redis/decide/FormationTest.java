// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormationTest {

    private static final int MOST_STEPS = 100;

    @Test
    void freshNodes_gatesInTheirOrder() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);

        assertThat(run(cluster, Map.of()))
                .containsExactly(
                        Gate.SETTINGS, Gate.EPOCHS, Gate.SLOTS, Gate.MESH, Gate.LINKS, Gate.ROLES, Gate.PERSIST);
        assertThat(cluster.nodes)
                .allSatisfy(node -> assertThat(node.settings)
                        .containsEntry("cluster-node-timeout", "7000")
                        .containsEntry("repl-diskless-sync-delay", "4"));
    }

    @Test
    void formedCluster_nothingToDo() {
        assertThat(run(SimulatedCluster.formed(6, 1), Map.of())).isEmpty();
    }

    @Test
    void formedClusterWithAnotherConfiguredTimeout_onlySettingsChange() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);

        assertThat(run(cluster, Map.of("cluster-node-timeout", "3000"))).containsExactly(Gate.PERSIST);
        assertThat(cluster.nodes)
                .allSatisfy(node -> assertThat(node.settings).containsEntry("cluster-node-timeout", "3000"));
    }

    @Test
    void configDenied_formsWithoutTouchingSettings() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        cluster.nodes.forEach(node -> node.settings.clear());

        assertThat(run(cluster, Map.of()))
                .doesNotContain(Gate.SETTINGS, Gate.PERSIST)
                .contains(Gate.ROLES);
    }

    @Test
    void replicaToBeWithKeys_stopsBeforeItIsEmptied() {
        SimulatedCluster cluster = SimulatedCluster.fresh(6);
        ClusterPlan plan = plan(cluster);
        cluster.nodes.get(4).keys = 3;

        Step step = new Formation(TransientSettings.remember(cluster.observe(), Map.of()), false)
                .next(cluster.observe(), plan);

        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Stop.class,
                        stop -> assertThat(stop.refusal())
                                .satisfies(
                                        refusal -> assertThat(refusal.cause()).isEqualTo(Refusal.Cause.KEYS))
                                .satisfies(refusal ->
                                        assertThat(refusal.sentence()).contains("redis-4", "3 keys")));
    }

    @Test
    void replicaThatFollowsAnOldAddress_followsItsMasterAnew() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1);
        ClusterPlan plan = plan(cluster);
        Observation seen = cluster.observe();
        Formation formation = new Formation(TransientSettings.remember(seen, Map.of()), false);

        Step first = formation.next(replicaFollowsOldAddress(seen), plan);
        assertThat(first).isInstanceOfSatisfying(Step.Apply.class, apply -> {
            assertThat(apply.gate()).isEqualTo(Gate.SETTINGS);
            apply.effects().forEach(cluster::apply);
        });
        Step second = formation.next(replicaFollowsOldAddress(cluster.observe()), plan);

        assertThat(second)
                .isEqualTo(new Step.Apply(
                        Gate.ROLES, List.of(new Effect.Replicate(3, seen.node(0).id()))));
    }

    private static Observation replicaFollowsOldAddress(Observation seen) {
        NodeReport replica = seen.node(3);
        List<NodeReport> reports = new ArrayList<>(seen.nodes());
        reports.set(
                3,
                new NodeReport(
                        3,
                        replica.pod(),
                        replica.address(),
                        replica.version(),
                        0,
                        true,
                        Optional.of(new ReplicationLink(new NodeAddress("10.0.0.77", 6379), true)),
                        replica.knows(),
                        replica.settings(),
                        0));
        return new Observation(reports);
    }

    /** Kill it after any number of effects, any number of times: the cluster and every setting end the same. */
    @Test
    void killedAnywhereAndRunAgain_sameClusterAndConfiguredSettings() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            SimulatedCluster cluster = SimulatedCluster.fresh(6 + random.nextInt(4));
            for (int kill = random.nextInt(5); kill > 0; kill--) {
                runUntilKilled(cluster, random);
            }

            run(cluster, Map.of());

            SimulatedCluster expected = SimulatedCluster.formed(cluster.nodes.size(), 1);
            for (int i = 0; i < cluster.nodes.size(); i++) {
                SimulatedCluster.Node node = cluster.nodes.get(i);
                assertThat(node.slots).as("slots of %d, seed %d", i, seed).isEqualTo(expected.nodes.get(i).slots);
                assertThat(node.master).as("master of %d, seed %d", i, seed).isEqualTo(expected.nodes.get(i).master);
                assertThat(node.settings)
                        .as("settings of %d, seed %d", i, seed)
                        .containsEntry("cluster-node-timeout", "7000")
                        .containsEntry("repl-diskless-sync-delay", "4");
            }
        }
    }

    /** Several at once, each with its own memory, interleaved at random. */
    @Test
    void severalAtOnce_sameClusterAndConfiguredSettings() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            SimulatedCluster cluster = SimulatedCluster.fresh(6);
            List<Formation> all = new ArrayList<>();
            int idle = 0;
            for (int round = 0; round < MOST_STEPS && idle < 20; round++) {
                if (all.size() < 4 && random.nextInt(3) == 0) {
                    all.add(new Formation(TransientSettings.remember(cluster.observe(), Map.of()), false));
                }
                if (!all.isEmpty()) {
                    Step step = step(all.get(random.nextInt(all.size())), cluster, Integer.MAX_VALUE);
                    idle = all.size() == 4 && step instanceof Step.Formed ? idle + 1 : 0;
                }
                cluster.tick();
            }

            assertThat(cluster.nodes)
                    .as("seed %d", seed)
                    .allSatisfy(node -> assertThat(node.settings)
                            .containsEntry("cluster-node-timeout", "7000")
                            .containsEntry("repl-diskless-sync-delay", "4"));
            assertThat(all.get(0).next(cluster.observe(), plan(cluster)))
                    .as("seed %d", seed)
                    .isInstanceOf(Step.Formed.class);
        }
    }

    private static List<Gate> run(SimulatedCluster cluster, Map<String, String> configured) {
        Formation formation = new Formation(TransientSettings.remember(cluster.observe(), configured), false);
        List<Gate> gates = new ArrayList<>();
        for (int i = 0; i < MOST_STEPS; i++) {
            Step step = step(formation, cluster, Integer.MAX_VALUE);
            if (step instanceof Step.Formed) {
                return gates;
            }
            Gate gate = step instanceof Step.Apply apply ? apply.gate() : ((Step.Wait) step).gate();
            if (gates.isEmpty() || gates.get(gates.size() - 1) != gate) {
                gates.add(gate);
            }
            if (step instanceof Step.Wait) {
                cluster.tick();
            }
        }
        throw new AssertionError("not formed after " + MOST_STEPS + " steps; gates " + gates);
    }

    private static void runUntilKilled(SimulatedCluster cluster, Random random) {
        Formation formation = new Formation(TransientSettings.remember(cluster.observe(), Map.of()), false);
        int effects = random.nextInt(80);
        for (int i = 0; i < MOST_STEPS && effects >= 0; i++) {
            Step step = step(formation, cluster, effects);
            if (step instanceof Step.Formed) {
                return;
            }
            effects -= step instanceof Step.Apply apply ? apply.effects().size() : 0;
            if (random.nextBoolean()) {
                cluster.tick();
            }
        }
    }

    private static Step step(Formation formation, SimulatedCluster cluster, int mostEffects) {
        Step step = formation.next(cluster.observe(), plan(cluster));
        if (step instanceof Step.Apply apply) {
            apply.effects().stream().limit(mostEffects).forEach(cluster::apply);
        }
        return step;
    }

    private static ClusterPlan plan(SimulatedCluster cluster) {
        Planning planning = Planner.plan(cluster.observe(), 1);
        assertThat(planning).isInstanceOf(Planning.Planned.class);
        return ((Planning.Planned) planning).plan();
    }
}
