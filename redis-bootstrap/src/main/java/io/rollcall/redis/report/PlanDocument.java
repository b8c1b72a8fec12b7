// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import io.rollcall.redis.decide.ClusterPlan;
import io.rollcall.redis.decide.Observation;
import java.util.List;

/**
 * Who shall be what.
 *
 * @param adopted whether roles and slots were found as they are, rather than laid out
 * @param shards the shards, in the order of their masters' ordinals
 */
public record PlanDocument(boolean adopted, List<ShardDocument> shards) {

    /**
     * A master and its replicas.
     *
     * @param master the master's pod
     * @param slots its hash slots, for instance {@code 0-5460}
     * @param slotCount how many these are
     * @param replicas the pods of its replicas
     */
    public record ShardDocument(String master, String slots, int slotCount, List<String> replicas) {}

    /** A plan for nodes that were seen. */
    public static PlanDocument of(ClusterPlan plan, Observation seen) {
        return new PlanDocument(
                plan.adopted(),
                plan.shards().stream()
                        .map(shard -> new ShardDocument(
                                seen.node(shard.master()).pod(),
                                shard.slots().toString(),
                                shard.slots().size(),
                                shard.replicas().stream()
                                        .map(replica -> seen.node(replica).pod())
                                        .toList()))
                        .toList());
    }
}
