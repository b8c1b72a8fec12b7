// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives every replica a master: each master as many as the others, to one; no replica on its master's worker node, nor two
 * of one shard on one, as far as pods say where they run; and whoever follows the right master already stays with it. Starts
 * from what is and takes the best single change or exchange until none helps.
 */
final class Replicas {

    private static final long UNEVEN = 1_000_000;
    private static final long WITH_MASTER = 10_000;
    private static final long WITH_SIBLING = 100;
    private static final long REHOMED = 1;

    private final List<Integer> masters;
    private final Map<Integer, Integer> current;
    private final Map<Integer, String> workers;
    private final int least;
    private final int most;

    private Replicas(
            NavigableSet<Integer> masters,
            NavigableSet<Integer> replicas,
            Map<Integer, Integer> current,
            Map<Integer, String> workers) {
        this.masters = List.copyOf(masters);
        this.current = current;
        this.workers = workers;
        this.least = replicas.size() / masters.size();
        this.most = least + (replicas.size() % masters.size() == 0 ? 0 : 1);
    }

    /**
     * The master of each replica.
     *
     * @param masters the ordinals of the masters, at least one
     * @param replicas the ordinals of the replicas
     * @param current the master that a replica follows now, where that is one of these
     * @param workers the worker node of each pod, where known
     */
    static NavigableMap<Integer, Integer> assign(
            NavigableSet<Integer> masters,
            NavigableSet<Integer> replicas,
            Map<Integer, Integer> current,
            Map<Integer, String> workers) {
        return new Replicas(masters, replicas, current, workers).improve(replicas);
    }

    private NavigableMap<Integer, Integer> improve(NavigableSet<Integer> replicas) {
        NavigableMap<Integer, Integer> chosen = new TreeMap<>();
        for (int replica : replicas) {
            Optional.ofNullable(current.get(replica)).ifPresent(master -> chosen.put(replica, master));
        }
        for (int replica : replicas) {
            if (!chosen.containsKey(replica)) {
                chosen.put(replica, cheapest(chosen, replica));
            }
        }
        NavigableMap<Integer, Integer> best = chosen;
        while (true) {
            NavigableMap<Integer, Integer> better = step(best);
            if (cost(better) >= cost(best)) {
                return best;
            }
            best = better;
        }
    }

    private int cheapest(NavigableMap<Integer, Integer> chosen, int replica) {
        int best = masters.get(0);
        long least = Long.MAX_VALUE;
        for (int master : masters) {
            long cost = cost(with(chosen, replica, master)) * masters.size() + followers(chosen, master);
            if (cost < least) {
                least = cost;
                best = master;
            }
        }
        return best;
    }

    private NavigableMap<Integer, Integer> step(NavigableMap<Integer, Integer> from) {
        NavigableMap<Integer, Integer> best = from;
        long least = cost(from);
        List<Integer> replicas = new ArrayList<>(from.keySet());
        for (int replica : replicas) {
            if (least == 0) {
                return best;
            }
            for (int master : masters) {
                NavigableMap<Integer, Integer> other = with(from, replica, master);
                if (cost(other) < least) {
                    least = cost(other);
                    best = other;
                }
            }
            for (int second : replicas.subList(0, replicas.indexOf(replica))) {
                NavigableMap<Integer, Integer> other = with(from, replica, master(from, second));
                other.put(second, master(from, replica));
                if (cost(other) < least) {
                    least = cost(other);
                    best = other;
                }
            }
        }
        return best;
    }

    private static int master(NavigableMap<Integer, Integer> chosen, int replica) {
        return Objects.requireNonNull(chosen.get(replica));
    }

    private static NavigableMap<Integer, Integer> with(NavigableMap<Integer, Integer> chosen, int replica, int master) {
        NavigableMap<Integer, Integer> other = new TreeMap<>(chosen);
        other.put(replica, master);
        return other;
    }

    private static long followers(NavigableMap<Integer, Integer> chosen, int master) {
        return chosen.values().stream().filter(other -> other == master).count();
    }

    private long cost(NavigableMap<Integer, Integer> chosen) {
        long cost = 0;
        for (int master : masters) {
            long count = followers(chosen, master);
            cost += UNEVEN * (Math.max(0, least - count) + Math.max(0, count - most));
        }
        for (Map.Entry<Integer, Integer> one : chosen.entrySet()) {
            String worker = workers.get(one.getKey());
            Integer before = current.get(one.getKey());
            cost += before != null && !before.equals(one.getValue()) ? REHOMED : 0;
            if (worker != null) {
                cost += worker.equals(workers.get(one.getValue())) ? WITH_MASTER : 0;
                cost += WITH_SIBLING
                        * chosen.headMap(one.getKey(), false).entrySet().stream()
                                .filter(other -> other.getValue().equals(one.getValue())
                                        && worker.equals(workers.get(other.getKey())))
                                .count();
            }
        }
        return cost;
    }
}
