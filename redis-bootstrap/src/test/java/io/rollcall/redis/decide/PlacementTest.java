// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlacementTest {

    /** Facts, scenarios 13 and 14: naive order is good in 2 of these 15. */
    @Test
    void anyLayoutOfSixPodsOnThreeWorkers_oneMasterAndOneForeignReplicaOnEach() {
        List<String> layouts = new ArrayList<>();
        pairings(new char[6], 'a', layouts);
        assertThat(layouts).hasSize(15);
        for (String layout : layouts) {
            ClusterPlan plan = plan(layout, 1);

            Set<Character> workersOfMasters = new TreeSet<>();
            for (ClusterPlan.Shard shard : plan.shards()) {
                workersOfMasters.add(layout.charAt(shard.master()));
                assertThat(layout.charAt(shard.replicas().get(0)))
                        .as("%s: %s", layout, shard)
                        .isNotEqualTo(layout.charAt(shard.master()));
            }
            assertThat(workersOfMasters).as(layout).hasSize(3);
        }
    }

    @Test
    void noLabels_lowestOrdinalsAndReplicasInTurn() {
        ClusterPlan plan = Layout.of(topology(Map.of(), 9), new ClusterShape(9, 2), Claims.NONE);

        assertThat(plan.shards())
                .extracting(ClusterPlan.Shard::master, ClusterPlan.Shard::replicas)
                .containsExactly(tuple(0, List.of(3, 6)), tuple(1, List.of(4, 7)), tuple(2, List.of(5, 8)));
    }

    @Test
    void everythingOnOneWorker_stillAPlan() {
        for (int pods : new int[] {6, 12, 30}) {
            assertThat(plan("a".repeat(pods), 1).shards()).hasSize(pods / 2);
        }
    }

    @Test
    void oneZoneHoldsMostPods_itsMastersStayAMinorityIfTheyCan() {
        Map<Integer, Labels> labels = new HashMap<>();
        for (int i = 0; i < 9; i++) {
            labels.put(i, new Labels(Optional.of("w" + i), Optional.of(i < 5 ? "a" : i < 7 ? "b" : "c")));
        }

        ClusterPlan plan = Layout.of(new Topology(labels), new ClusterShape(9, 2), Claims.NONE);

        assertThat(plan.shards().stream().filter(shard -> shard.master() < 5).count())
                .isEqualTo(1);
    }

    @Test
    void claims_stayWhateverTheLabelsSay() {
        Claims claims = new Claims(Map.of(0, 4, 2, 1), Map.of(0, 2));

        ClusterPlan plan = Layout.of(topology("aaabbb"), new ClusterShape(6, 1), claims);

        assertThat(plan.shards().get(0).master()).isEqualTo(4);
        assertThat(plan.shards().get(2).master()).isEqualTo(1);
        assertThat(plan.shards().get(2).replicas()).containsExactly(0);
    }

    /** The best is found up to twelve nodes: no random placement of the same nodes is ever better. */
    @Test
    void upToTwelveNodes_nothingIsBetterThanWhatIsFound() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            ClusterShape shape = randomShape(random, 12);
            Topology topology = randomTopology(random, shape.pods());

            Placement.Found found = Placement.search(topology, shape, Claims.NONE);

            assertComplete(found, shape, seed);
            for (int i = 0; i < 20 && shape.leftOver() == 0; i++) {
                assertThat(found.cost()).as("seed %d", seed).isLessThanOrEqualTo(randomCost(random, topology, shape));
            }
        }
    }

    /** Beyond twelve nodes: never a shard inside of one worker where no worker has more pods than there are masters. */
    @Test
    void moreThanTwelveNodes_noShardOnOneWorkerWhereThatIsPossible() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int masters = 7 + random.nextInt(24);
            ClusterShape shape = new ClusterShape(2 * masters, 1);
            Topology topology = randomTopology(random, shape.pods());
            int[] onWorker = new int[topology.domains()];
            for (int node = 0; node < topology.size(); node++) {
                onWorker[topology.worker(node)]++;
            }

            Placement.Found found = Placement.search(topology, shape, Claims.NONE);

            assertComplete(found, shape, seed);
            int most = Arrays.stream(onWorker).max().orElseThrow();
            if (most <= masters) {
                assertThat(found.cost().lost() >> 32).as("seed %d", seed).isZero();
            }
        }
    }

    @Test
    void samePods_samePlanEveryTime() {
        Topology topology = randomTopology(new Random(7), 60);

        ClusterPlan first = Layout.of(topology, new ClusterShape(60, 1), Claims.NONE);

        assertThat(Layout.of(topology, new ClusterShape(60, 1), Claims.NONE)).isEqualTo(first);
    }

    private static void assertComplete(Placement.Found found, ClusterShape shape, long seed) {
        Set<Integer> seen = new TreeSet<>(found.masters());
        found.replicas().forEach(seen::addAll);
        assertThat(seen).as("seed %d", seed).hasSize(shape.pods());
        for (int i = 0; i < shape.masters(); i++) {
            assertThat(found.replicas().get(i)).as("seed %d", seed).hasSize(shape.replicas()[i]);
        }
    }

    private static PlacementCost randomCost(Random random, Topology topology, ClusterShape shape) {
        List<Integer> nodes = new ArrayList<>();
        for (int i = 0; i < topology.size(); i++) {
            nodes.add(i);
        }
        Collections.shuffle(nodes, random);
        // Masters stand in the order of their ordinals, and the first ones take what is left over.
        int[] masters = nodes.subList(0, shape.masters()).stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        Seating seating = new Seating(topology, masters, shape.replicas());
        int next = shape.masters();
        long lost = 0;
        long pairs = 0;
        for (int shard = 0; shard < masters.length; shard++) {
            while (!seating.isFull(shard)) {
                seating.sit(shard, nodes.get(next++));
            }
            lost += seating.lost(shard);
            pairs += seating.pairs(shard);
        }
        PlacementCost ofMasters = PlacementCost.ofMasters(masters, topology);
        return new PlacementCost(lost, ofMasters.majorities(), pairs, ofMasters.spread());
    }

    private static ClusterShape randomShape(Random random, int most) {
        int replicas = random.nextInt(3);
        int least = 3 * (replicas + 1);
        return new ClusterShape(least + random.nextInt(most - least + 1), replicas);
    }

    private static Topology randomTopology(Random random, int pods) {
        int workers = 1 + random.nextInt(Math.max(1, pods));
        int zones = 1 + random.nextInt(3);
        Map<Integer, Labels> labels = new HashMap<>();
        for (int i = 0; i < pods; i++) {
            int worker = random.nextInt(workers);
            labels.put(
                    i,
                    random.nextInt(20) == 0
                            ? Labels.NONE
                            : new Labels(Optional.of("w" + worker), Optional.of("z" + worker % zones)));
        }
        return new Topology(labels);
    }

    private static void pairings(char[] layout, char worker, List<String> all) {
        int first = new String(layout).indexOf(0);
        if (first < 0) {
            all.add(new String(layout));
            return;
        }
        for (int second = first + 1; second < layout.length; second++) {
            if (layout[second] == 0) {
                layout[first] = worker;
                layout[second] = worker;
                pairings(layout, (char) (worker + 1), all);
                layout[second] = 0;
            }
        }
        layout[first] = 0;
    }

    private static ClusterPlan plan(String layout, int replicas) {
        return Layout.of(topology(layout), new ClusterShape(layout.length(), replicas), Claims.NONE);
    }

    /** A letter a pod: its worker. */
    private static Topology topology(String layout) {
        Map<Integer, Labels> labels = new HashMap<>();
        for (int i = 0; i < layout.length(); i++) {
            labels.put(i, new Labels(Optional.of(layout.substring(i, i + 1)), Optional.empty()));
        }
        return new Topology(labels);
    }

    private static Topology topology(Map<Integer, Labels> known, int pods) {
        Map<Integer, Labels> labels = new HashMap<>(known);
        for (int i = 0; i < pods; i++) {
            labels.putIfAbsent(i, Labels.NONE);
        }
        return new Topology(labels);
    }
}
