// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Optional;

/** Even ranges of slots, cut where {@code redis-cli --cluster create} cuts (clusterManagerCommandCreate). */
final class EvenSlots {

    private EvenSlots() {}

    /** The i-th of m ranges. */
    static SlotSet range(int i, int m) {
        return SlotSet.of(first(i, m), first(i + 1, m) - 1);
    }

    /** The number of the one range of m that has all of some slots. */
    static Optional<Integer> shardWithAll(SlotSet slots, int m) {
        int lowest = slots.stream().findFirst().orElse(0);
        int i = Math.min(m - 1, (int) ((long) lowest * m / SlotSet.COUNT));
        while (i > 0 && first(i, m) > lowest) {
            i--;
        }
        while (i < m - 1 && first(i + 1, m) <= lowest) {
            i++;
        }
        return range(i, m).containsAll(slots) ? Optional.of(i) : Optional.empty();
    }

    private static int first(int i, int m) {
        if (i == m) {
            return SlotSet.COUNT;
        }
        double width = (double) SlotSet.COUNT / m;
        return i == 0 ? 0 : (int) Math.round(i * width - 1) + 1;
    }
}
