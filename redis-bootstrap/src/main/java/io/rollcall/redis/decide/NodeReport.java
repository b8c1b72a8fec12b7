// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one node says of itself and of the others at one moment.
 *
 * @param ordinal the ordinal of its pod
 * @param pod the name of its pod
 * @param address where it answered
 * @param version the server's version, for instance {@code 7.0.15}
 * @param keys how many keys it holds
 * @param stateOk whether it says {@code cluster_state:ok}
 * @param link its link to its master; empty for a master
 * @param knows its {@code CLUSTER NODES}, itself included
 * @param settings the settings of {@link TransientSettings} that it let us read; empty where {@code CONFIG} is denied
 */
public record NodeReport(
        int ordinal,
        String pod,
        NodeAddress address,
        String version,
        long keys,
        boolean stateOk,
        Optional<ReplicationLink> link,
        List<KnownNode> knows,
        Map<String, String> settings) {

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if the node does not know itself
     */
    public NodeReport {
        knows = List.copyOf(knows);
        settings = Map.copyOf(settings);
        if (knows.stream().noneMatch(KnownNode::myself)) {
            throw new IllegalArgumentException(pod + " at " + address + " lists no node as itself");
        }
    }

    /** Its own line. */
    public KnownNode self() {
        return knows.stream().filter(KnownNode::myself).findFirst().orElseThrow();
    }

    /** Its node id. */
    public String id() {
        return self().id();
    }

    /** What it believes of a node. */
    public Optional<KnownNode> knowledgeOf(String nodeId) {
        return knows.stream().filter(node -> node.id().equals(nodeId)).findFirst();
    }

    /** Whether it knows nobody but itself, which is what allows it to take a config epoch. */
    public boolean alone() {
        return knows.size() == 1;
    }

    /** Pod and address, for sentences. */
    public String label() {
        return pod + " (" + address + ")";
    }
}
