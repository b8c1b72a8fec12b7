// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import io.rollcall.redis.decide.ServerVersion.Product;
import java.util.List;
import java.util.Optional;

/** What a node can do, found out from its version and from what it let us read. */
public enum Capability {
    /** {@code CONFIG GET} and, so it is taken, {@code CONFIG SET}: without it everything works, but slower. */
    CONFIG("CONFIG allowed"),
    /** {@code CLUSTER ADDSLOTSRANGE}, {@code CLUSTER SHARDS}, announced host names. */
    SHARDS("shards, host names"),
    /** {@code cluster-announce-human-nodename}. */
    NODE_NAMES("human node names"),
    /** {@code availability-zone}. */
    ZONES("availability zone"),
    /** {@code CLUSTER MIGRATION} (Redis 8.4) or {@code CLUSTER MIGRATESLOTS} (Valkey 9). */
    ATOMIC_MIGRATION("atomic slot migration");

    /** The oldest that is tested, and the reason why an older one is refused. */
    private static final String OLDEST = "6.2";

    /** Versions of Redis that write data in a format that older ones refuse to load (RDB_VERSION in rdb.h). */
    private static final List<String> NEW_FORMATS = List.of("7.0", "7.2", "7.4");

    private final String title;

    Capability(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Whether a node has it. */
    public boolean of(NodeReport node) {
        ServerVersion version = node.version();
        return switch (this) {
            case CONFIG -> !node.settings().isEmpty();
            case SHARDS -> version.product() == Product.VALKEY || version.isAtLeast(Product.REDIS, "7.0");
            case NODE_NAMES -> node.settings().containsKey("cluster-announce-human-nodename");
            case ZONES -> node.settings().containsKey("availability-zone");
            case ATOMIC_MIGRATION ->
                version.isAtLeast(Product.REDIS, "8.4") || version.isAtLeast(Product.VALKEY, "9.0");
        };
    }

    /** Why these versions cannot work, or not together; empty if they can. An upgrade under way is no reason. */
    static Optional<Refusal> refusal(Observation seen) {
        return seen.nodes().stream()
                .filter(node -> node.version().major() >= 0
                        && node.version().product() == Product.REDIS
                        && !node.version().isAtLeast(Product.REDIS, OLDEST))
                .findFirst()
                .map(node -> new Refusal(
                        Refusal.Cause.NOT_A_CLUSTER_NODE,
                        node.label() + " runs " + node.version() + ", and what is older than " + OLDEST
                                + " is not supported; upgrade the server"))
                .or(() -> mixed(seen));
    }

    private static Optional<Refusal> mixed(Observation seen) {
        if (seen.nodes().isEmpty()) {
            // None has answered yet: a controller may be there before the pods are.
            return Optional.empty();
        }
        NodeReport first = seen.nodes().get(0);
        return seen.nodes().stream()
                .filter(node -> node.version().product() != first.version().product()
                        && (first.version().isAtLeast(Product.REDIS, "8.0")
                                || node.version().isAtLeast(Product.REDIS, "8.0")))
                .findFirst()
                .map(node -> new Refusal(
                        Refusal.Cause.NOT_A_CLUSTER_NODE,
                        first.label() + " runs " + first.version() + " and " + node.label() + " runs "
                                + node.version()
                                + ", which cannot replicate from each other; run one product on all pods"));
    }

    /** A replica to be that could never load what its master sends. One that follows already is an upgrade's business. */
    static Optional<Refusal> refusal(Observation seen, ClusterPlan plan) {
        for (ClusterPlan.Shard shard : plan.shards()) {
            NodeReport master = seen.node(shard.master());
            for (int ordinal : shard.replicas()) {
                NodeReport replica = seen.node(ordinal);
                if (replica.self().masterId().isEmpty() && cannotLoad(replica.version(), master.version())) {
                    return Optional.of(new Refusal(
                            Refusal.Cause.NOT_A_CLUSTER_NODE,
                            replica.label() + " runs " + replica.version() + " and would be a replica of "
                                    + master.label() + ", which runs " + master.version()
                                    + ": it cannot load what the newer one sends; nothing was changed: run one version"
                                    + " on all pods"));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean cannotLoad(ServerVersion replica, ServerVersion master) {
        return replica.product() == Product.REDIS
                && replica.major() >= 0
                && NEW_FORMATS.stream()
                        .anyMatch(format ->
                                master.isAtLeast(Product.REDIS, format) && !replica.isAtLeast(Product.REDIS, format));
    }
}
