// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;

/** Lays a new cluster out from ordinals: the lowest are masters with even slot ranges, the others follow in turn. */
final class Layout {

    private Layout() {}

    /**
     * The plan for a number of pods.
     *
     * @param ordinals all ordinals, ascending
     * @param shape a shape that makes a cluster of as many pods
     */
    static ClusterPlan of(List<Integer> ordinals, ClusterShape shape) {
        int masters = shape.masters();
        List<ClusterPlan.Shard> shards = new ArrayList<>();
        for (int i = 0; i < masters; i++) {
            List<Integer> replicas = new ArrayList<>();
            for (int j = masters + i; j < ordinals.size(); j += masters) {
                replicas.add(ordinals.get(j));
            }
            shards.add(new ClusterPlan.Shard(ordinals.get(i), slots(i, masters), replicas));
        }
        return new ClusterPlan(shards, false);
    }

    /** The i-th of m ranges, cut where {@code redis-cli --cluster create} cuts (clusterManagerCommandCreate). */
    private static SlotSet slots(int i, int m) {
        double width = (double) SlotSet.COUNT / m;
        int first = i == 0 ? 0 : (int) Math.round(i * width - 1) + 1;
        int last = i == m - 1 ? SlotSet.COUNT - 1 : (int) Math.round((i + 1) * width - 1);
        return SlotSet.of(first, last);
    }
}
