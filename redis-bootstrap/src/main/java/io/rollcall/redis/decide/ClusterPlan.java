// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;
import java.util.Optional;

/**
 * Who shall be what.
 *
 * @param shards the shards, in the order of their masters' ordinals
 * @param adopted whether roles and slots were found as they are, rather than laid out from the ordinals
 */
public record ClusterPlan(List<Shard> shards, boolean adopted) {

    /**
     * A master, its slots and its replicas.
     *
     * @param master the master's ordinal
     * @param slots the slots it owns
     * @param replicas the ordinals of its replicas, ascending
     */
    public record Shard(int master, SlotSet slots, List<Integer> replicas) {
        /** Copies and orders the replicas. */
        public Shard {
            replicas = replicas.stream().sorted().toList();
        }
    }

    /** Copies the shards. */
    public ClusterPlan {
        shards = List.copyOf(shards);
    }

    /** The shard of which an ordinal is the master. */
    public Optional<Shard> ledBy(int ordinal) {
        return shards.stream().filter(shard -> shard.master() == ordinal).findFirst();
    }

    /** The shard of which an ordinal is a replica. */
    public Optional<Shard> followedBy(int ordinal) {
        return shards.stream()
                .filter(shard -> shard.replicas().contains(ordinal))
                .findFirst();
    }
}
