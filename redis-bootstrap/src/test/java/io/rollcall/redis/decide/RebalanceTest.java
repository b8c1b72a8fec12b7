// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RebalanceTest {

    private static final NavigableMap<Integer, SlotSet> THREE =
            new TreeMap<>(Map.of(0, SlotSet.of(0, 5460), 1, SlotSet.of(5461, 10922), 2, SlotSet.of(10923, 16383)));

    @Test
    void fourthMaster_getsTheEndsOfTheOthersAndNothingElseMoves() {
        assertThat(Rebalance.of(THREE, new TreeSet<>(List.of(0, 1, 2, 6))).moves())
                .containsExactly(
                        new SlotMove(0, 6, SlotSet.of(4096, 5460)),
                        new SlotMove(1, 6, SlotSet.of(9557, 10922)),
                        new SlotMove(2, 6, SlotSet.of(15019, 16383)));
    }

    @Test
    void evenShares_whateverTheOddSlots_stay() {
        assertThat(Rebalance.of(THREE, new TreeSet<>(THREE.keySet())).moves()).isEmpty();
    }

    @Test
    void masterThatLeaves_givesAllItsSlotsToTheOthers() {
        NavigableMap<Integer, SlotSet> four =
                Rebalance.of(THREE, new TreeSet<>(List.of(0, 1, 2, 6))).shares();

        Rebalance back = Rebalance.of(four, new TreeSet<>(List.of(0, 1, 2)));

        assertThat(back.moves()).allSatisfy(move -> assertThat(move.from()).isEqualTo(6));
        assertThat(back.moves().stream().mapToInt(move -> move.slots().size()).sum())
                .isEqualTo(4096);
    }

    @Test
    void anyOwnership_evenToOneWithTheFewestMovesAndNoSlotTwice() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            NavigableMap<Integer, SlotSet> owned = owned(random, 1 + random.nextInt(12));
            TreeSet<Integer> masters = new TreeSet<>();
            IntStream.range(0, 15).filter(i -> random.nextBoolean()).forEach(masters::add);
            masters.add(random.nextInt(15));

            Rebalance rebalance = Rebalance.of(owned, masters);

            List<Integer> sizes =
                    rebalance.shares().values().stream().map(SlotSet::size).toList();
            int least = SlotSet.COUNT / masters.size();
            assertThat(sizes).hasSize(masters.size()).allMatch(size -> size == least || size == least + 1);
            assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(SlotSet.COUNT);
            assertThat(rebalance.shares().values().stream()
                            .reduce(SlotSet.NONE, SlotSet::plus)
                            .size())
                    .isEqualTo(SlotSet.COUNT);
            assertThat(rebalance.moves().stream()
                            .mapToInt(move -> move.slots().size())
                            .sum())
                    .isEqualTo(fewest(owned, masters, least));
            assertThat(Rebalance.of(rebalance.shares(), masters).moves()).isEmpty();
        }
    }

    /** Who has more than a share must give the rest; as many as possible of those with the odd slot keep it. */
    private static int fewest(NavigableMap<Integer, SlotSet> owned, Set<Integer> masters, int least) {
        int odd = SlotSet.COUNT % masters.size();
        int moved = 0;
        List<Integer> over = new ArrayList<>();
        for (Map.Entry<Integer, SlotSet> owner : owned.entrySet()) {
            int size = owner.getValue().size();
            if (!masters.contains(owner.getKey())) {
                moved += size;
            } else if (size > least) {
                over.add(size - least);
            }
        }
        return moved + over.stream().mapToInt(size -> size).sum() - Math.min(odd, over.size());
    }

    private static NavigableMap<Integer, SlotSet> owned(Random random, int owners) {
        NavigableMap<Integer, SlotSet> owned = new TreeMap<>();
        int first = 0;
        while (first < SlotSet.COUNT) {
            int last = Math.min(SlotSet.COUNT - 1, first + random.nextInt(3_000));
            owned.merge(random.nextInt(owners), SlotSet.of(first, last), SlotSet::plus);
            first = last + 1;
        }
        return owned;
    }
}
