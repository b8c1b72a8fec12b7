// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which nodes share a failure domain, as numbers: nodes with equal numbers share a worker, or a zone. A node whose worker
 * is not known is taken to have one of its own, and one whose zone is not known to be in a zone of its worker's own.
 */
final class Topology {

    private final List<Integer> ordinals = new ArrayList<>();
    private final Map<Integer, Integer> index = new HashMap<>();
    private final int[] workers;
    private final int[] zones;

    /** The topology of nodes in the order of their ordinals. */
    Topology(Map<Integer, Labels> labels) {
        workers = new int[labels.size()];
        zones = new int[labels.size()];
        Map<String, Integer> numbers = new HashMap<>();
        labels.keySet().stream().sorted().forEach(ordinal -> {
            int node = ordinals.size();
            Labels where = labels.getOrDefault(ordinal, Labels.NONE);
            String worker = where.worker().map("w:"::concat).orElse("n:" + ordinal);
            workers[node] = numbers.computeIfAbsent(worker, name -> numbers.size());
            zones[node] =
                    numbers.computeIfAbsent(where.zone().map("z:"::concat).orElse(worker), name -> numbers.size());
            ordinals.add(ordinal);
            index.put(ordinal, node);
        });
        if (Arrays.stream(zones).distinct().count() == 1) {
            // Nothing can be spread over a single zone, so it counts for nothing.
            Arrays.setAll(zones, node -> workers[node]);
        }
    }

    static Topology of(Observation seen) {
        Map<Integer, Labels> labels = new HashMap<>();
        seen.nodes().forEach(node -> labels.put(node.ordinal(), node.labels()));
        return new Topology(labels);
    }

    int size() {
        return workers.length;
    }

    /** The number of the node with an ordinal: 0 for the lowest. */
    int node(int ordinal) {
        return index.getOrDefault(ordinal, -1);
    }

    int ordinal(int node) {
        return ordinals.get(node);
    }

    int worker(int node) {
        return workers[node];
    }

    int zone(int node) {
        return zones[node];
    }

    /** An upper bound of the numbers that workers and zones have. */
    int domains() {
        return 2 * workers.length;
    }

    boolean sameDomains(int one, int other) {
        return workers[one] == workers[other] && zones[one] == zones[other];
    }
}
