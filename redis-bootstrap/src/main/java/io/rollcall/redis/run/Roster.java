// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerView;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.node.ClusterNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The nodes behind the peers: one a pod, replaced when the pod's address changes. Not thread-safe. */
final class Roster implements AutoCloseable {

    private final Bootstrap.NodeFactory factory;
    private final Map<Integer, ClusterNode> nodes = new TreeMap<>();

    Roster(Bootstrap.NodeFactory factory) {
        this.factory = factory;
    }

    /** Why a view cannot be the list of nodes; empty if it can, or if it merely is not complete yet. */
    static Optional<Refusal> refusal(PeerView view) {
        int expected = view.service().expectedPeers();
        if (view.peers().size() > expected) {
            return refuse("DNS lists " + view.peers().size() + " peers of "
                    + view.service().domain() + " where " + expected
                    + " are expected, and a plan for fewer would leave some out; set --pods to the number of pods, or"
                    + " --stateful-set to the set that counts");
        }
        return unnamed(view);
    }

    /** Why the peers of a view cannot be told apart by ordinal; empty if they can. */
    static Optional<Refusal> unnamed(PeerView view) {
        for (Peer peer : view.peers()) {
            if (peer.ordinal().isEmpty()) {
                return refuse("peer " + peer.name() + " of " + view.service().domain()
                        + " carries no ordinal; let the StatefulSet's serviceName be this service, so that its pods are"
                        + " listed by name");
            }
        }
        long ordinals = view.peers().stream()
                .map(peer -> peer.ordinal().getAsInt())
                .distinct()
                .count();
        return ordinals == view.peers().size()
                ? Optional.empty()
                : refuse("two peers of " + view.service().domain() + " carry one ordinal, since several StatefulSets"
                        + " share the service; choose one with --stateful-set");
    }

    /**
     * Takes over a view.
     *
     * @return the names of peers that have no address or port yet
     */
    List<String> update(PeerView view) {
        List<String> unreachable = new ArrayList<>();
        for (Peer peer : view.peers()) {
            int ordinal = peer.ordinal().orElseThrow();
            Optional<NodeAddress> address = peer.endpoint()
                    .map(endpoint -> new NodeAddress(endpoint.getAddress().getHostAddress(), endpoint.getPort()));
            ClusterNode old = nodes.get(ordinal);
            if (address.isEmpty()) {
                if (old == null) {
                    unreachable.add(peer.name() + " has no address in DNS yet");
                }
            } else if (old == null || !old.address().equals(address.get())) {
                nodes.put(ordinal, factory.node(ordinal, peer.name(), address.get()));
                if (old != null) {
                    old.close();
                }
            }
        }
        return unreachable;
    }

    /** Goes on without nodes that do not answer. */
    void keep(Set<Integer> ordinals) {
        nodes.entrySet().removeIf(entry -> {
            boolean gone = !ordinals.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    /** The nodes, in the order of their ordinals. */
    List<ClusterNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /** The node of an ordinal that is here. */
    ClusterNode node(int ordinal) {
        ClusterNode node = nodes.get(ordinal);
        if (node == null) {
            throw new IllegalArgumentException("no node has ordinal " + ordinal);
        }
        return node;
    }

    private static Optional<Refusal> refuse(String sentence) {
        return Optional.of(new Refusal(Refusal.Cause.UNSPLITTABLE, sentence));
    }

    @Override
    public void close() {
        nodes.values().forEach(ClusterNode::close);
    }
}
