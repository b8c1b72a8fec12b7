// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Searches who becomes master of which shard, and who follows: no shard in one failure domain; no domain with a majority
 * of the masters; few nodes of one shard together; masters spread; and among equals the lowest ordinals. What is claimed
 * stays, and masters stand in the order of their ordinals. Up to twelve nodes the best is found where
 * all shards are of one size, otherwise a good one.
 * Deterministic.
 */
final class Placement {

    /** Beyond, trying everything takes too long. */
    private static final int EXACT = 12;

    /** Steps after which the best so far is taken; hardly any twelve nodes need so many. */
    private static final int MOST_STEPS = 200_000;

    private final Topology topology;
    private final int[] capacity;
    private final int[] masters;
    private final int[] claimedShard;
    private final BitSet taken = new BitSet();
    private int steps;
    private PlacementCost best = PlacementCost.WORST;
    private int[] bestMasters = {};
    private int[][] bestReplicas = {};

    private Placement(Topology topology, ClusterShape shape, Claims claims) {
        this.topology = topology;
        this.capacity = shape.replicas();
        this.masters = new int[shape.masters()];
        this.claimedShard = new int[topology.size()];
        Arrays.fill(masters, -1);
        Arrays.fill(claimedShard, -1);
        claims.replicas().forEach((ordinal, shard) -> {
            claimedShard[topology.node(ordinal)] = shard;
            taken.set(topology.node(ordinal));
        });
        claims.masters().forEach((shard, ordinal) -> {
            masters[shard] = topology.node(ordinal);
            taken.set(topology.node(ordinal));
        });
    }

    /**
     * A placement.
     *
     * @param masters the master of each shard, as numbers of the topology
     * @param replicas the replicas of each shard, likewise
     * @param cost how badly it is spread
     */
    record Found(List<Integer> masters, List<List<Integer>> replicas, PlacementCost cost) {}

    static Found search(Topology topology, ClusterShape shape, Claims claims) {
        Placement placement = new Placement(topology, shape, claims);
        if (topology.size() <= EXACT) {
            placement.chooseMasters(0, 0);
        } else {
            placement.chooseWell();
        }
        return new Found(
                Arrays.stream(placement.bestMasters).boxed().toList(),
                Arrays.stream(placement.bestReplicas)
                        .map(replicas -> Arrays.stream(replicas).boxed().toList())
                        .toList(),
                placement.best);
    }

    /** All sets of masters, the lowest ordinals first. */
    private void chooseMasters(int shard, int from) {
        if (best.isPerfect(masters.length)) {
            return;
        }
        if (shard == masters.length) {
            seatReplicas();
            return;
        }
        if (masters[shard] >= 0) {
            chooseMasters(shard + 1, from);
            return;
        }
        for (int node = from; node < topology.size(); node++) {
            if (!taken.get(node) && !hasTwinBelow(node)) {
                masters[shard] = node;
                taken.set(node);
                chooseMasters(shard + 1, node + 1);
                taken.clear(node);
                masters[shard] = -1;
            }
        }
    }

    /** Of nodes that share everything the lowest ordinals lead: the others would only repeat the same placement. */
    private boolean hasTwinBelow(int node) {
        for (int lower = 0; lower < node; lower++) {
            if (!taken.get(lower) && topology.sameDomains(lower, node)) {
                return true;
            }
        }
        return false;
    }

    private void seatReplicas() {
        PlacementCost ofMasters = PlacementCost.ofMasters(masters, topology);
        if (new PlacementCost(0, ofMasters.majorities(), 0, ofMasters.spread()).compareTo(best) < 0) {
            Seating seating = new Seating(topology, masters, capacity);
            int[] nodes = replicasToSeat(seating);
            seatReplica(seating, ofMasters, nodes, new int[nodes.length], 0, 0, 0);
        }
    }

    /** The claimed ones sit down; the others are returned in the order of their ordinals. */
    private int[] replicasToSeat(Seating seating) {
        BitSet isMaster = new BitSet();
        Arrays.stream(masters).forEach(isMaster::set);
        IntStream.range(0, topology.size())
                .filter(node -> claimedShard[node] >= 0)
                .forEach(node -> seating.sit(claimedShard[node], node));
        return IntStream.range(0, topology.size())
                .filter(node -> !isMaster.get(node) && claimedShard[node] < 0)
                .toArray();
    }

    private void seatReplica(
            Seating seating, PlacementCost ofMasters, int[] nodes, int[] shardOf, int next, long lost, long pairs) {
        PlacementCost cost = new PlacementCost(lost, ofMasters.majorities(), pairs, ofMasters.spread());
        if (cost.compareTo(best) >= 0 || ++steps > MOST_STEPS) {
            return;
        }
        if (next == nodes.length) {
            best = withSettled(seating, ofMasters);
            bestMasters = seating.masters();
            bestReplicas = seating.replicas();
            return;
        }
        // Nodes that share everything sit in ascending shards: any other order would only repeat the same placement.
        int lowest = IntStream.range(0, next)
                .filter(earlier -> topology.sameDomains(nodes[earlier], nodes[next]))
                .map(earlier -> shardOf[earlier])
                .max()
                .orElse(0);
        int[] order = IntStream.range(lowest, seating.shards())
                .filter(shard -> !seating.isFull(shard))
                .boxed()
                .sorted((one, other) -> Integer.compare(seating.seated(one), seating.seated(other)))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            int shard = order[i];
            if (IntStream.of(order).limit(i).noneMatch(tried -> seating.alike(tried, shard))) {
                long before = seating.pairs(shard);
                seating.sit(shard, nodes[next]);
                shardOf[next] = shard;
                seatReplica(
                        seating,
                        ofMasters,
                        nodes,
                        shardOf,
                        next + 1,
                        lost + seating.lost(shard),
                        pairs + seating.pairs(shard) - before);
                seating.stand(shard);
            }
        }
    }

    /** The whole cost, that of claimed seats included. */
    private static PlacementCost withSettled(Seating seating, PlacementCost ofMasters) {
        long lost = 0;
        long pairs = 0;
        for (int shard = 0; shard < seating.shards(); shard++) {
            lost += seating.lost(shard);
            pairs += seating.pairs(shard);
        }
        return new PlacementCost(lost, ofMasters.majorities(), pairs, ofMasters.spread());
    }

    /** Each master where fewest are, each replica where it shares least, then exchanges while they help. */
    private void chooseWell() {
        int[] mastersOfWorker = new int[topology.domains()];
        int[] mastersOfZone = new int[topology.domains()];
        for (int master : masters) {
            if (master >= 0) {
                mastersOfWorker[topology.worker(master)]++;
                mastersOfZone[topology.zone(master)]++;
            }
        }
        BitSet chosen = new BitSet();
        long open = Arrays.stream(masters).filter(master -> master < 0).count();
        for (long i = 0; i < open; i++) {
            int node = freest(mastersOfWorker, mastersOfZone);
            chosen.set(node);
            taken.set(node);
            mastersOfWorker[topology.worker(node)]++;
            mastersOfZone[topology.zone(node)]++;
        }
        int next = -1;
        for (int shard = 0; shard < masters.length; shard++) {
            if (masters[shard] < 0) {
                next = chosen.nextSetBit(next + 1);
                masters[shard] = next;
            }
        }
        Seating seating = new Seating(topology, masters, capacity);
        for (int node : replicasToSeat(seating)) {
            seating.sit(leastShared(seating, node), node);
        }
        exchange(seating);
        best = withSettled(seating, PlacementCost.ofMasters(masters, topology));
        bestMasters = seating.masters();
        bestReplicas = seating.replicas();
    }

    private int freest(int[] mastersOfWorker, int[] mastersOfZone) {
        int freest = -1;
        for (int node = 0; node < topology.size(); node++) {
            if (!taken.get(node)
                    && (freest < 0
                            || mastersOfWorker[topology.worker(node)] < mastersOfWorker[topology.worker(freest)]
                            || (mastersOfWorker[topology.worker(node)] == mastersOfWorker[topology.worker(freest)]
                                    && mastersOfZone[topology.zone(node)] < mastersOfZone[topology.zone(freest)]))) {
                freest = node;
            }
        }
        return freest;
    }

    private static int leastShared(Seating seating, int node) {
        int least = -1;
        long leastCost = Long.MAX_VALUE;
        for (int shard = 0; shard < seating.shards(); shard++) {
            if (!seating.isFull(shard)) {
                long before = seating.pairs(shard);
                seating.sit(shard, node);
                long cost = seating.pairs(shard) - before;
                seating.stand(shard);
                if (cost < leastCost || (cost == leastCost && seating.seated(shard) < seating.seated(least))) {
                    least = shard;
                    leastCost = cost;
                }
            }
        }
        return least;
    }

    private void exchange(Seating seating) {
        boolean better = true;
        while (better) {
            better = false;
            for (int one = 0; one < seating.shards(); one++) {
                for (int other = one + 1; other < seating.shards(); other++) {
                    better |= exchange(seating, one, other);
                }
            }
        }
    }

    private boolean exchange(Seating seating, int one, int other) {
        if (seating.pairs(one) == 0 && seating.pairs(other) == 0) {
            return false;
        }
        boolean better = false;
        for (int i = 0; i < seating.seated(one); i++) {
            for (int j = 0; j < seating.seated(other); j++) {
                if (claimedShard[seating.replica(one, i)] < 0 && claimedShard[seating.replica(other, j)] < 0) {
                    long lost = seating.lost(one) + seating.lost(other);
                    long pairs = seating.pairs(one) + seating.pairs(other);
                    seating.swap(one, i, other, j);
                    long lostThen = seating.lost(one) + seating.lost(other);
                    long pairsThen = seating.pairs(one) + seating.pairs(other);
                    if (lostThen < lost || (lostThen == lost && pairsThen < pairs)) {
                        better = true;
                    } else {
                        seating.swap(one, i, other, j);
                    }
                }
            }
        }
        return better;
    }
}
