// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who knows whom at which address. A full mesh of MEETs, not a star: with a star, gossip alone takes seconds to introduce
 * everybody, and some links never come up.
 */
final class Mesh {

    private final Observation seen;
    private final List<Effect> meets = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Mesh(Observation seen) {
        this.seen = seen;
        for (NodeReport node : seen.nodes()) {
            for (NodeReport other : seen.nodes()) {
                if (node.ordinal() != other.ordinal()) {
                    look(node, other);
                }
            }
        }
    }

    /** What is still to be introduced; nothing that is under way. */
    List<Effect> meets() {
        return meets;
    }

    /** Links that are not up, a sentence each. */
    List<String> missing() {
        return missing;
    }

    private void look(NodeReport node, NodeReport other) {
        Optional<KnownNode> known = node.knowledgeOf(other.id());
        if (known.isPresent() && known.get().address().equals(other.address())) {
            if (!known.get().connected() || known.get().suspect()) {
                missing.add("the bus link from " + node.label() + " to " + other.label() + " is not up");
            } else if (isStale(other) && isGreeter(node, other)) {
                missing.add(other.label() + " tells " + other.self().address() + " as its own address");
                meet(node, other);
            }
            return;
        }
        missing.add(node.label() + " does not know " + other.label() + " yet");
        // Who is greeted greets back, so of two strangers one MEET is enough, and half the handshakes.
        boolean strangers = other.knowledgeOf(node.id()).isEmpty()
                && node.knowledgeOf(other.id()).isEmpty();
        if (!strangers || node.ordinal() < other.ordinal()) {
            meet(node, other);
        }
    }

    /** A node learns its own address from whoever greets it (clusterProcessPacket), and only so. */
    private static boolean isStale(NodeReport node) {
        return !node.self().address().ip().isEmpty() && !node.self().address().equals(node.address());
    }

    /** One greeting is enough. */
    private boolean isGreeter(NodeReport node, NodeReport other) {
        return seen.nodes().stream()
                .filter(candidate -> candidate.ordinal() != other.ordinal())
                .findFirst()
                .filter(first -> first.ordinal() == node.ordinal())
                .isPresent();
    }

    private void meet(NodeReport node, NodeReport other) {
        boolean underWay = node.knows().stream()
                .anyMatch(entry -> entry.handshake() && entry.address().equals(other.address()));
        if (!underWay) {
            meets.add(new Effect.Meet(node.ordinal(), other.address()));
        }
    }
}
