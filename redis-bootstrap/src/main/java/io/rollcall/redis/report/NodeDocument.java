// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.ReplicationLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as it answered.
 *
 * @param pod the name of its pod
 * @param ordinal the ordinal of its pod
 * @param address where it answered
 * @param id its node id
 * @param version its version
 * @param role {@code master} or {@code replica}
 * @param slots the hash slots that it owns, for instance {@code 0-5460,9000}; empty for none
 * @param slotCount how many these are
 * @param configEpoch its config epoch
 * @param master the pod of its master, or the node id where that is no pod of ours; null for a master
 * @param linkUp whether the link to its master is up; null for a master
 * @param keys how many keys it holds
 * @param stateOk whether it says {@code cluster_state:ok}
 * @param worker the worker node that it runs on; null where unknown
 * @param zone the zone of that; null where unknown
 */
public record NodeDocument(
        String pod,
        int ordinal,
        String address,
        String id,
        String version,
        String role,
        String slots,
        int slotCount,
        long configEpoch,
        @Nullable String master,
        @Nullable Boolean linkUp,
        long keys,
        boolean stateOk,
        @Nullable String worker,
        @Nullable String zone) {

    /** All nodes, in the order of their ordinals. */
    public static List<NodeDocument> of(Observation seen) {
        return seen.nodes().stream().map(node -> of(node, seen)).toList();
    }

    private static NodeDocument of(NodeReport node, Observation seen) {
        String masterId = node.self().masterId().orElse(null);
        NodeReport master = masterId == null ? null : seen.byId().get(masterId);
        return new NodeDocument(
                node.pod(),
                node.ordinal(),
                node.address().toString(),
                node.id(),
                node.version().toString(),
                masterId == null ? "master" : "replica",
                node.self().slots().toString(),
                node.self().slots().size(),
                node.self().configEpoch(),
                master == null ? masterId : master.pod(),
                node.link().map(ReplicationLink::up).orElse(null),
                node.keys(),
                node.stateOk(),
                node.labels().worker().orElse(null),
                node.labels().zone().orElse(null));
    }
}
