// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicasTest {

    @Test
    void newReplica_goesToTheMasterWithoutOne() {
        assertThat(assign(List.of(0, 1, 2, 6), List.of(3, 4, 5, 7), Map.of(3, 0, 4, 1, 5, 2), Map.of()))
                .containsEntry(3, 0)
                .containsEntry(4, 1)
                .containsEntry(5, 2)
                .containsEntry(7, 6);
    }

    @Test
    void replicaOnItsMastersWorker_isExchangedWithAnother() {
        Map<Integer, String> workers = Map.of(0, "a", 1, "b", 2, "c", 3, "a", 4, "b", 5, "c");

        NavigableMap<Integer, Integer> assigned =
                assign(List.of(0, 1, 2), List.of(3, 4, 5), Map.of(3, 0, 4, 1, 5, 2), workers);

        assertThat(assigned)
                .allSatisfy(
                        (replica, master) -> assertThat(workers.get(replica)).isNotEqualTo(workers.get(master)));
    }

    @Test
    void anything_asManyReplicasEachAndAskedAgainTheSame() {
        Random random = new Random(7);
        for (int round = 0; round < 100; round++) {
            int masters = 3 + random.nextInt(5);
            List<Integer> replicas = IntStream.range(masters, masters + random.nextInt(12))
                    .boxed()
                    .toList();
            Map<Integer, Integer> current = new HashMap<>();
            replicas.stream()
                    .filter(replica -> random.nextBoolean())
                    .forEach(replica -> current.put(replica, random.nextInt(masters)));
            Map<Integer, String> workers = IntStream.range(0, masters + replicas.size())
                    .boxed()
                    .collect(Collectors.toMap(node -> node, node -> "worker-" + random.nextInt(4)));
            List<Integer> all = IntStream.range(0, masters).boxed().toList();

            NavigableMap<Integer, Integer> assigned = assign(all, replicas, current, workers);

            int[] counts = new int[masters];
            assigned.values().forEach(master -> counts[master]++);
            assertThat(Arrays.stream(counts).max().orElseThrow()
                            - Arrays.stream(counts).min().orElseThrow())
                    .isLessThanOrEqualTo(1);
            assertThat(assigned.keySet()).containsExactlyElementsOf(replicas);
            assertThat(assign(all, replicas, assigned, workers)).isEqualTo(assigned);
        }
    }

    private static NavigableMap<Integer, Integer> assign(
            List<Integer> masters,
            List<Integer> replicas,
            Map<Integer, Integer> current,
            Map<Integer, String> workers) {
        return Replicas.assign(new TreeSet<>(masters), new TreeSet<>(replicas), current, workers);
    }
}
