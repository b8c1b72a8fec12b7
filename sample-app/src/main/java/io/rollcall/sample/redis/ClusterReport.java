// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Redis Cluster as JSON.
 *
 * @param state how it is
 * @param sentence the same in words, with what is missing
 * @param service the name that DNS was asked for
 * @param expectedPods how many pods there should be
 * @param slotsServed how many of the 16,384 hash slots have a master that serves them
 * @param shards the owners of hash slots, by their lowest slot
 * @param pods every pod that DNS lists, by ordinal
 */
@Serdeable.Serializable
record ClusterReport(
        State state,
        String sentence,
        String service,
        int expectedPods,
        int slotsServed,
        List<Shard> shards,
        List<Pod> pods) {

    /** How a cluster is. */
    enum State {
        /** Nothing can be said: no pod answers. */
        UNKNOWN,
        /** Some hash slots have no master that serves them. */
        DOWN,
        /** All hash slots are served, but a pod or a replica is missing. */
        DEGRADED,
        /** All hash slots are served and every master has a replica in sync. */
        OK
    }

    /** What a pod is. */
    enum Role {
        /** Owns hash slots, or could. */
        MASTER,
        /** Follows a master. */
        REPLICA,
        /** Does not answer, or not as a cluster node. */
        SILENT
    }

    /**
     * The slots of one master.
     *
     * @param owner the pod; a node id where the pod is not known
     * @param serving whether it answers as master and says cluster_state:ok
     * @param slots first and last slot of each range
     * @param count how many slots
     * @param replicas the pods that follow it with their link up
     */
    @Serdeable.Serializable
    record Shard(String owner, boolean serving, List<List<Integer>> slots, int count, List<String> replicas) {}

    /**
     * One pod.
     *
     * @param ordinal null if the name carries none
     * @param name the pod's name
     * @param address IP and port
     * @param role what it is
     * @param of of a replica: the pod it follows
     * @param slots of a master: how many hash slots it serves
     * @param worker the worker node it runs on, where it tells
     * @param zone the worker's zone, where it tells
     * @param lag of a replica: how many bytes it is behind, 0 below 16 KiB; null where its master is silent
     * @param linkUp of a replica: whether it is connected to its master
     * @param keys how many keys it holds
     * @param epoch its config epoch
     * @param version the server's version
     * @param problem why it is silent
     */
    @Serdeable.Serializable
    record Pod(
            @Nullable Integer ordinal,
            String name,
            String address,
            Role role,
            @Nullable String of,
            int slots,
            @Nullable String worker,
            @Nullable String zone,
            @Nullable Long lag,
            @Nullable Boolean linkUp,
            @Nullable Long keys,
            @Nullable Long epoch,
            @Nullable String version,
            @Nullable String problem) {}
}
