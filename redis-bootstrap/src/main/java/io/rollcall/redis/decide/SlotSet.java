// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An immutable set of hash slots. */
public final class SlotSet {

    /** How many hash slots a Redis Cluster has (CLUSTER_SLOTS in cluster.h). */
    public static final int COUNT = 16384;

    /** No slot. */
    public static final SlotSet NONE = new SlotSet(new BitSet());

    private final BitSet slots;

    private SlotSet(BitSet slots) {
        this.slots = slots;
    }

    /** The slots of some ranges. */
    public static SlotSet of(Iterable<SlotRange> ranges) {
        BitSet slots = new BitSet(COUNT);
        ranges.forEach(range -> slots.set(range.first(), range.last() + 1));
        return new SlotSet(slots);
    }

    /** Single slots. */
    public static SlotSet of(IntStream slots) {
        return of(slots.mapToObj(slot -> new SlotRange(slot, slot)).toList());
    }

    /** The slots of one range. */
    public static SlotSet of(int first, int last) {
        return of(List.of(new SlotRange(first, last)));
    }

    /** These and those. */
    public SlotSet plus(SlotSet other) {
        return combined(other, BitSet::or);
    }

    /** These without those. */
    public SlotSet minus(SlotSet other) {
        return combined(other, BitSet::andNot);
    }

    /** The slots in both. */
    public SlotSet and(SlotSet other) {
        return combined(other, BitSet::and);
    }

    private SlotSet combined(SlotSet other, BiConsumer<BitSet, BitSet> operation) {
        BitSet result = (BitSet) slots.clone();
        operation.accept(result, other.slots);
        return new SlotSet(result);
    }

    /** Whether a slot is here. */
    public boolean contains(int slot) {
        return slots.get(slot);
    }

    /** Whether every slot of the other set is in this one. */
    public boolean containsAll(SlotSet other) {
        return other.minus(this).isEmpty();
    }

    /** Whether there is no slot here. */
    public boolean isEmpty() {
        return slots.isEmpty();
    }

    /** How many slots there are, 0 to 16384. */
    public int size() {
        return slots.cardinality();
    }

    /** The slots, ascending. */
    public IntStream stream() {
        return slots.stream();
    }

    /** The slots as the fewest ranges, ascending. */
    public List<SlotRange> ranges() {
        List<SlotRange> ranges = new ArrayList<>();
        for (int first = slots.nextSetBit(0); first >= 0; ) {
            int end = slots.nextClearBit(first);
            ranges.add(new SlotRange(first, end - 1));
            first = slots.nextSetBit(end);
        }
        return List.copyOf(ranges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotSet that && slots.equals(that.slots);
    }

    @Override
    public int hashCode() {
        return slots.hashCode();
    }

    @Override
    public String toString() {
        return ranges().stream().map(SlotRange::toString).collect(Collectors.joining(","));
    }
}
