// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Comparator;

/**
 * How badly roles are spread; less is better, and what stands first outweighs all that follows. Each number counts workers
 * in its upper and zones in its lower half.
 *
 * @param lost shards that have replicas and still are lost with one domain
 * @param majorities masters beyond what a domain may hold if the others shall keep a majority of the masters
 * @param pairs nodes of one shard that share a domain
 * @param spread how unevenly the masters are spread: the sum of the squares of their numbers
 */
record PlacementCost(long lost, long majorities, long pairs, long spread) implements Comparable<PlacementCost> {

    static final PlacementCost WORST =
            new PlacementCost(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    private static final Comparator<PlacementCost> ORDER = Comparator.comparingLong(PlacementCost::lost)
            .thenComparingLong(PlacementCost::majorities)
            .thenComparingLong(PlacementCost::pairs)
            .thenComparingLong(PlacementCost::spread);

    static long workersAndZones(long workers, long zones) {
        return (workers << 32) + zones;
    }

    /** What the masters alone decide: {@link #majorities} and {@link #spread}. */
    static PlacementCost ofMasters(int[] masters, Topology topology) {
        int[] counts = new int[topology.domains()];
        long[] workers = tally(masters, counts, topology, true);
        long[] zones = tally(masters, new int[topology.domains()], topology, false);
        return new PlacementCost(0, workersAndZones(workers[0], zones[0]), 0, workersAndZones(workers[1], zones[1]));
    }

    private static long[] tally(int[] masters, int[] counts, Topology topology, boolean byWorker) {
        for (int master : masters) {
            counts[byWorker ? topology.worker(master) : topology.zone(master)]++;
        }
        int most = (masters.length - 1) / 2;
        long excess = 0;
        long squares = 0;
        for (int count : counts) {
            excess += Math.max(0, count - most);
            squares += (long) count * count;
        }
        return new long[] {excess, squares};
    }

    /** Whether no placement of so many masters can be better: nothing is shared at all. */
    boolean isPerfect(int masters) {
        return lost == 0 && majorities == 0 && pairs == 0 && spread == workersAndZones(masters, masters);
    }

    @Override
    public int compareTo(PlacementCost other) {
        return ORDER.compare(this, other);
    }
}
