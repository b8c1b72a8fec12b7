// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.ScaleObservation;
import io.rollcall.redis.decide.SlotMove;
import io.rollcall.redis.node.ClusterNode;
import io.rollcall.redis.node.SlotNode;
import java.util.List;

/** The connections of one move: to both sides, and to the other masters, who are told. For one thread. */
final class MovePair implements AutoCloseable {

    private final NodeReport from;
    private final NodeReport to;
    private final ClusterNode source;
    private final ClusterNode target;
    private final List<ClusterNode> others;
    private final SlotNode giver;
    private final SlotNode taker;

    MovePair(SlotMove move, ScaleObservation seen, Bootstrap.NodeFactory nodes, SlotNode.Factory slots) {
        from = seen.nodes().node(move.from());
        to = seen.nodes().node(move.to());
        source = node(from, nodes);
        target = node(to, nodes);
        others = seen.nodes().nodes().stream()
                .filter(node -> node.self().masterId().isEmpty()
                        && node.ordinal() != move.from()
                        && node.ordinal() != move.to())
                .filter(node -> node.knowledgeOf(to.id()).isPresent())
                .map(node -> node(node, nodes))
                .toList();
        giver = slots.node(from.pod(), from.address());
        taker = slots.node(to.pod(), to.address());
    }

    private static ClusterNode node(NodeReport report, Bootstrap.NodeFactory nodes) {
        return nodes.node(report.ordinal(), report.pod(), report.address());
    }

    /** The owner, as it was seen. */
    NodeReport from() {
        return from;
    }

    /** The owner to be, as it was seen. */
    NodeReport to() {
        return to;
    }

    /** The owner, for effects. */
    ClusterNode source() {
        return source;
    }

    /** The owner to be, for effects. */
    ClusterNode target() {
        return target;
    }

    /** All other masters. */
    List<ClusterNode> others() {
        return others;
    }

    /** The owner, for keys. */
    SlotNode giver() {
        return giver;
    }

    /** The owner to be, for keys. */
    SlotNode taker() {
        return taker;
    }

    @Override
    public void close() {
        source.close();
        target.close();
        others.forEach(ClusterNode::close);
        giver.close();
        taker.close();
    }
}
