// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Roles that failovers left badly spread, and the failovers that spread them again. Shards keep their members. */
final class Drift {

    private Drift() {}

    /** A promotion that makes the spread of the masters better. */
    private record Move(NodeReport replica, PlacementCost cost) {}

    /** What is drifted, in a sentence. */
    static Optional<String> of(Observation seen) {
        return next(seen)
                .map(replica -> "the masters are worse spread over workers and zones than the shards allow; a"
                        + " graceful failover to " + replica.label() + " makes it better");
    }

    /** The replica whose promotion helps most; empty where none does. */
    static Optional<NodeReport> next(Observation seen) {
        Topology topology = Topology.of(seen);
        List<NodeReport> masters = seen.nodes().stream()
                .filter(node -> !node.self().slots().isEmpty())
                .toList();
        PlacementCost now = cost(masters, topology);
        Move best = null;
        for (NodeReport replica : seen.nodes()) {
            Optional<NodeReport> master =
                    replica.self().masterId().map(seen.byId()::get).filter(masters::contains);
            if (master.isPresent() && inSync(replica)) {
                List<NodeReport> then = new ArrayList<>(masters);
                then.set(then.indexOf(master.get()), replica);
                PlacementCost cost = cost(then, topology);
                if (cost.compareTo(best == null ? now : best.cost()) < 0) {
                    best = new Move(replica, cost);
                }
            }
        }
        return Optional.ofNullable(best).map(Move::replica);
    }

    private static boolean inSync(NodeReport replica) {
        return replica.link().filter(ReplicationLink::up).isPresent();
    }

    private static PlacementCost cost(List<NodeReport> masters, Topology topology) {
        return PlacementCost.ofMasters(
                masters.stream().mapToInt(node -> topology.node(node.ordinal())).toArray(), topology);
    }
}
