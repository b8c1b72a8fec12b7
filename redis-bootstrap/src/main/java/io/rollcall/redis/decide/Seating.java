// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Arrays;

/**
 * Who sits in which shard while a placement is searched: masters are given, replicas come and go. Nodes and shards are
 * numbers. Mutable, for one thread.
 */
final class Seating {

    private final Topology topology;
    private final int[] masters;
    private final int[] capacity;
    private final int[][] replicas;
    private final int[] seated;

    Seating(Topology topology, int[] masters, int[] capacity) {
        this.topology = topology;
        this.masters = masters.clone();
        this.capacity = capacity;
        this.seated = new int[masters.length];
        this.replicas = new int[masters.length][Arrays.stream(capacity).max().orElse(0)];
    }

    int shards() {
        return masters.length;
    }

    int[] masters() {
        return masters.clone();
    }

    boolean isFull(int shard) {
        return seated[shard] >= capacity[shard];
    }

    int seated(int shard) {
        return seated[shard];
    }

    void sit(int shard, int node) {
        replicas[shard][seated[shard]++] = node;
    }

    /** The last that sat down stands up. */
    void stand(int shard) {
        seated[shard]--;
    }

    int replica(int shard, int seat) {
        return replicas[shard][seat];
    }

    void swap(int shard, int seat, int otherShard, int otherSeat) {
        int node = replicas[shard][seat];
        replicas[shard][seat] = replicas[otherShard][otherSeat];
        replicas[otherShard][otherSeat] = node;
    }

    /** Pairs of the shard's members that share a domain. */
    long pairs(int shard) {
        long workers = 0;
        long zones = 0;
        for (int i = -1; i < seated[shard]; i++) {
            for (int j = i + 1; j < seated[shard]; j++) {
                workers += topology.worker(member(shard, i)) == topology.worker(member(shard, j)) ? 1 : 0;
                zones += topology.zone(member(shard, i)) == topology.zone(member(shard, j)) ? 1 : 0;
            }
        }
        return PlacementCost.workersAndZones(workers, zones);
    }

    /** Whether the shard, once it is full, is lost with one worker, and with one zone. */
    long lost(int shard) {
        if (!isFull(shard) || seated[shard] == 0) {
            return 0;
        }
        boolean worker = true;
        boolean zone = true;
        for (int i = 0; i < seated[shard]; i++) {
            worker &= topology.worker(masters[shard]) == topology.worker(replicas[shard][i]);
            zone &= topology.zone(masters[shard]) == topology.zone(replicas[shard][i]);
        }
        return PlacementCost.workersAndZones(worker ? 1 : 0, zone ? 1 : 0);
    }

    /** Whether a newcomer finds the same in both shards. */
    boolean alike(int one, int other) {
        if (seated[one] != seated[other]
                || capacity[one] != capacity[other]
                || !topology.sameDomains(masters[one], masters[other])) {
            return false;
        }
        for (int i = 0; i < seated[one]; i++) {
            if (!topology.sameDomains(replicas[one][i], replicas[other][i])) {
                return false;
            }
        }
        return true;
    }

    /** A copy of who sits where, shard by shard. */
    int[][] replicas() {
        int[][] copy = new int[masters.length][];
        Arrays.setAll(copy, shard -> Arrays.copyOf(replicas[shard], seated[shard]));
        return copy;
    }

    private int member(int shard, int seat) {
        return seat < 0 ? masters[shard] : replicas[shard][seat];
    }
}
