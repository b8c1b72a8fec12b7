// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a master that was drained from becoming a replica of whoever received its last slot, and replicas from wandering
 * to other shards, which {@code cluster-allow-replica-migration} does unless it is off (clusterUpdateSlotsConfigWith and
 * clusterHandleSlaveMigration in cluster.c).
 *
 * <p>There is no state file. That it was on before is told by {@code cluster-migration-barrier}, raised by a million, a
 * number of replicas that nobody has; it is raised first and lowered last.
 */
final class ReplicaMigrationHold {

    private static final String ALLOWED = "cluster-allow-replica-migration";
    private static final String BARRIER = "cluster-migration-barrier";
    private static final long MARK = 1_000_000;

    private ReplicaMigrationHold() {}

    /** The names of the settings to read. */
    static List<String> names() {
        return List.of(ALLOWED, BARRIER);
    }

    /** What is still to be set on a node, in order; empty where nothing is, or {@code CONFIG} is denied. */
    static Map<String, String> toHold(NodeReport node) {
        Map<String, String> changes = new LinkedHashMap<>();
        if ("yes".equals(node.settings().get(ALLOWED)) && node.settings().containsKey(BARRIER)) {
            if (barrier(node) < MARK) {
                changes.put(BARRIER, Long.toString(barrier(node) + MARK));
            }
            changes.put(ALLOWED, "no");
        }
        return changes;
    }

    /** What is still to be restored on a node, in order. */
    static Map<String, String> toRestore(NodeReport node) {
        Map<String, String> changes = new LinkedHashMap<>();
        if (node.settings().containsKey(BARRIER) && barrier(node) >= MARK) {
            changes.put(ALLOWED, "yes");
            changes.put(BARRIER, Long.toString(barrier(node) - MARK));
        }
        return changes;
    }

    private static long barrier(NodeReport node) {
        return Long.parseLong(node.settings().getOrDefault(BARRIER, "0"));
    }
}
