// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one node says of itself and of the others at one moment.
 *
 * @param ordinal the ordinal of its pod
 * @param pod the name of its pod
 * @param address where it answered
 * @param version the server's version
 * @param keys how many keys it holds
 * @param stateOk whether it says {@code cluster_state:ok}
 * @param link its link to its master; empty for a master
 * @param knows its {@code CLUSTER NODES}, itself included
 * @param settings the {@link #settingsToRead()} that it has and let us read; empty where {@code CONFIG} is denied
 * @param offset how far it has come in its master's, or as a master in its own, replication stream
 */
public record NodeReport(
        int ordinal,
        String pod,
        NodeAddress address,
        ServerVersion version,
        long keys,
        boolean stateOk,
        Optional<ReplicationLink> link,
        List<KnownNode> knows,
        Map<String, String> settings,
        long offset) {

    private static final List<String> PERSISTENCE = List.of("appendonly", "save");

    /**
     * Copies the collections, and puts the node itself first.
     *
     * @throws IllegalArgumentException if the node does not know itself
     */
    public NodeReport {
        // Itself first, since that is what is asked for most.
        knows = knows.stream()
                .sorted(Comparator.comparing(KnownNode::myself).reversed())
                .toList();
        settings = Map.copyOf(settings);
        if (knows.isEmpty() || !knows.get(0).myself()) {
            throw new IllegalArgumentException(pod + " at " + address + " lists no node as itself");
        }
    }

    /** The names of all settings that are read. */
    public static List<String> settingsToRead() {
        return Stream.of(TransientSettings.names(), Labels.settings(), PERSISTENCE)
                .flatMap(List::stream)
                .toList();
    }

    /** Where it runs. */
    public Labels labels() {
        return Labels.of(settings);
    }

    /** Whether it may come back with data after its process died; also where that cannot be read. */
    public boolean persists() {
        return !settings.keySet().containsAll(PERSISTENCE)
                || "yes".equals(settings.get("appendonly"))
                || !settings.getOrDefault("save", "").isBlank();
    }

    /** Its own line. */
    public KnownNode self() {
        return knows.get(0);
    }

    /** Its node id. */
    public String id() {
        return self().id();
    }

    /** What it believes of a node. */
    public Optional<KnownNode> knowledgeOf(String nodeId) {
        for (KnownNode node : knows) {
            if (node.id().equals(nodeId)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
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
