// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;

/** Lays a new cluster out: even ranges of slots, and roles by failure domain and ordinal. */
final class Layout {

    private Layout() {}

    /**
     * The plan for nodes.
     *
     * @param topology which nodes there are and what they share
     * @param shape a shape that makes a cluster of as many pods
     * @param claims what is set already
     */
    static ClusterPlan of(Topology topology, ClusterShape shape, Claims claims) {
        Placement.Found found = Placement.search(topology, shape, claims);
        List<ClusterPlan.Shard> shards = new ArrayList<>();
        for (int i = 0; i < shape.masters(); i++) {
            shards.add(new ClusterPlan.Shard(
                    topology.ordinal(found.masters().get(i)),
                    EvenSlots.range(i, shape.masters()),
                    found.replicas().get(i).stream().map(topology::ordinal).toList()));
        }
        return new ClusterPlan(shards, false);
    }
}
