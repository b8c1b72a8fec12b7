// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * Even shares, even to one slot, with as few slots moved as that takes: who has most keeps the odd slots, and nobody gives
 * one away only to get another. A function of its arguments, so that every run, also one after a crash, wants the same.
 *
 * @param shares the slots that each master shall own in the end, by ordinal
 * @param moves what brings that about
 */
public record Rebalance(NavigableMap<Integer, SlotSet> shares, List<SlotMove> moves) {

    /** Copies the moves. */
    public Rebalance {
        moves = List.copyOf(moves);
    }

    /**
     * Shares and moves.
     *
     * @param owned the slots of each master that owns any, by ordinal
     * @param masters the masters that shall own slots, at least one
     */
    public static Rebalance of(NavigableMap<Integer, SlotSet> owned, NavigableSet<Integer> masters) {
        Map<Integer, Integer> quotas = quotas(owned, masters);
        NavigableMap<Integer, SlotSet> shares = new TreeMap<>();
        masters.forEach(master -> shares.put(master, owned.getOrDefault(master, SlotSet.NONE)));
        List<SlotMove> moves = new ArrayList<>();
        for (Map.Entry<Integer, SlotSet> owner : owned.entrySet()) {
            SlotSet surplus = surplus(owner.getValue(), quotas.getOrDefault(owner.getKey(), 0));
            for (int master : masters) {
                int missing = quotas.getOrDefault(master, 0)
                        - shares.getOrDefault(master, SlotSet.NONE).size();
                if (missing > 0 && !surplus.isEmpty()) {
                    SlotSet part = SlotSet.of(surplus.stream().limit(missing));
                    surplus = surplus.minus(part);
                    moves.add(new SlotMove(owner.getKey(), master, part));
                    shares.merge(master, part, SlotSet::plus);
                    shares.computeIfPresent(owner.getKey(), (from, slots) -> slots.minus(part));
                }
            }
        }
        return new Rebalance(shares, moves);
    }

    /** The odd slots go to those that own most, so that they need not give them away. */
    private static Map<Integer, Integer> quotas(NavigableMap<Integer, SlotSet> owned, NavigableSet<Integer> masters) {
        int all = owned.values().stream().mapToInt(SlotSet::size).sum();
        List<Integer> byWealth = new ArrayList<>(masters);
        byWealth.sort(Comparator.comparingInt((Integer master) ->
                        -owned.getOrDefault(master, SlotSet.NONE).size())
                .thenComparingInt(master -> master));
        Map<Integer, Integer> quotas = new TreeMap<>();
        for (int i = 0; i < byWealth.size(); i++) {
            quotas.put(byWealth.get(i), all / byWealth.size() + (i < all % byWealth.size() ? 1 : 0));
        }
        return quotas;
    }

    /** The highest slots, so that what stays is as contiguous as it was. */
    private static SlotSet surplus(SlotSet slots, int quota) {
        return SlotSet.of(slots.stream().skip(Math.min(quota, slots.size())));
    }
}
