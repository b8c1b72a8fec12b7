// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingTest {

    private static final int MOST_STEPS = 100;

    @Test
    void twoPodsMore_joinInTheOrderOfTheGatesAndSettingsAreAsBefore() {
        SimulatedCluster cluster = SimulatedCluster.formed(6, 1).grown(8);
        cluster.nodes.forEach(ScalingTest::allowReplicaMigration);

        List<ScaleGate> gates = run(cluster, new ScaleGoal(0, 8, 1));

        assertThat(gates)
                .containsSubsequence(
                        ScaleGate.SETTINGS,
                        ScaleGate.EPOCHS,
                        ScaleGate.JOIN,
                        ScaleGate.ROLES,
                        ScaleGate.SLOTS,
                        ScaleGate.PERSIST);
        assertThat(cluster.nodes.get(6).slots.size()).isEqualTo(4096);
        assertThat(cluster.nodes.get(7).master).contains(6);
        assertThat(cluster.nodes)
                .allSatisfy(node -> assertThat(node.settings)
                        .containsEntry("cluster-node-timeout", "7000")
                        .containsEntry("cluster-allow-replica-migration", "yes")
                        .containsEntry("cluster-migration-barrier", "1"));
    }

    @Test
    void twoPodsLess_drainedAndForgottenByAllWhoStay() {
        SimulatedCluster cluster = SimulatedCluster.formed(8, 1);

        run(cluster, new ScaleGoal(0, 6, 1));

        assertThat(cluster.nodes.subList(0, 6))
                .allSatisfy(node -> assertThat(node.knows).doesNotContain(6, 7));
        assertThat(cluster.nodes.stream().filter(node -> !node.slots.isEmpty())).hasSize(3);
        assertThat(cluster.nodes.subList(6, 8))
                .allSatisfy(node -> assertThat(node.slots.isEmpty()).isTrue());
    }

    @Test
    void tooFewMastersStay_masterThatLeavesHandsOverWithoutMovingAKey() {
        SimulatedCluster cluster = SimulatedCluster.formed(8, 1);
        // Now 0, 1, 6 and 7 are masters, of which only two stay.
        cluster.failOver(2, 6);
        cluster.failOver(3, 7);

        List<ScaleGate> gates = run(cluster, new ScaleGoal(0, 6, 1));

        assertThat(gates).containsSubsequence(ScaleGate.HANDOVER, ScaleGate.SLOTS, ScaleGate.FORGET);
        assertThat(cluster.nodes.stream().filter(node -> !node.slots.isEmpty()).map(node -> node.ordinal))
                .hasSize(3)
                .allMatch(ordinal -> ordinal < 6);
    }

    @Test
    void moreReplicasPerMaster_mastersThatStayBecomeReplicas() {
        SimulatedCluster cluster = SimulatedCluster.formed(12, 1);

        run(cluster, new ScaleGoal(0, 12, 2));

        assertThat(cluster.nodes.stream().filter(node -> !node.slots.isEmpty())).hasSize(4);
        assertThat(cluster.nodes.stream().filter(node -> node.master.isPresent()))
                .hasSize(8);
    }

    @Test
    void asItIs_nothingToDo() {
        assertThat(run(SimulatedCluster.formed(6, 1), new ScaleGoal(0, 6, 1))).isEmpty();
    }

    @Test
    void drainedMasterThatStillHoldsKeys_isNotForgotten() {
        SimulatedCluster cluster = SimulatedCluster.formed(8, 1);
        cluster.failOver(2, 6);
        cluster.nodes.get(6).keys = 3;

        ScaleStep.Wait wait = awaited(cluster, new ScaleGoal(0, 6, 1), ScaleGate.PROOF);

        assertThat(wait.reasons()).singleElement().asString().contains("redis-6", "3 keys");
        assertThat(cluster.nodes.get(0).knows).contains(6);
    }

    @Test
    void drainedMasterThatOneStillTakesForAnOwner_isNotForgottenUntilItHeardOfTheNewOne() {
        SimulatedCluster cluster = SimulatedCluster.formed(8, 1);
        cluster.failOver(2, 6);
        SimulatedCluster.Node behind = cluster.nodes.get(4);
        behind.outdated.put(6, cluster.nodes.get(6).slots);
        ScaleGoal goal = new ScaleGoal(0, 6, 1);

        ScaleStep.Wait wait = awaited(cluster, goal, ScaleGate.VIEWS);

        assertThat(wait.reasons()).singleElement().asString().contains("redis-4", "still takes redis-6");
        assertThat(behind.knows).contains(6);

        behind.outdated.clear();
        run(cluster, goal);

        assertThat(behind.knows).doesNotContain(6);
    }

    /** What it waits for at a gate, at last. */
    private static ScaleStep.Wait awaited(SimulatedCluster cluster, ScaleGoal goal, ScaleGate gate) {
        for (int i = 0; i < MOST_STEPS; i++) {
            if (step(cluster, goal, new ArrayList<>()) instanceof ScaleStep.Wait wait && wait.gate() == gate) {
                return wait;
            }
        }
        throw new AssertionError("never waited at " + gate);
    }

    private static void allowReplicaMigration(SimulatedCluster.Node node) {
        node.settings.put("cluster-allow-replica-migration", "yes");
        node.settings.put("cluster-migration-barrier", "1");
    }

    private static List<ScaleGate> run(SimulatedCluster cluster, ScaleGoal goal) {
        List<ScaleGate> gates = new ArrayList<>();
        for (int i = 0; i < MOST_STEPS; i++) {
            if (step(cluster, goal, gates) instanceof ScaleStep.Done) {
                return gates;
            }
        }
        throw new AssertionError("not done after " + MOST_STEPS + " steps but at " + gates);
    }

    /** Everything is looked at, planned and decided anew, as after a crash; only the settings' memory is of the run. */
    private static ScaleStep step(SimulatedCluster cluster, ScaleGoal goal, List<ScaleGate> gates) {
        ScaleObservation seen = new ScaleObservation(cluster.observe(), Map.of());
        ScalePlan plan = ((ScalePlanning.Planned) ScalePlanner.plan(seen, goal)).plan();
        ScaleStep step = new Scaling(TransientSettings.remember(seen.nodes(), Map.of())).next(seen, goal, plan);
        Optional<ScaleGate> gate = Optional.empty();
        if (step instanceof ScaleStep.Apply apply) {
            apply.effects().forEach(cluster::apply);
            gate = Optional.of(apply.gate());
        } else if (step instanceof ScaleStep.Move move) {
            move.moves().forEach(cluster::move);
            gate = Optional.of(ScaleGate.SLOTS);
        } else if (step instanceof ScaleStep.Stop stop) {
            throw new AssertionError(stop.refusal());
        }
        gate.filter(one -> gates.isEmpty() || gates.get(gates.size() - 1) != one)
                .ifPresent(gates::add);
        cluster.tick();
        return step;
    }
}
