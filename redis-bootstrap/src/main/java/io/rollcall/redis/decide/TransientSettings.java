// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settings that are lowered while a cluster forms, and what they shall be afterwards.
 *
 * <p>A master turns {@code ok} only clip(cluster-node-timeout, 500 ms, 5 s) after it got slots (clusterUpdateState in
 * cluster.c), so every node's timeout is lowered; and a replica's first sync waits for its master's
 * repl-diskless-sync-delay, so the masters' is.
 *
 * <p>While addresses are healed, replicas must not take the silence of their moved masters for a failure: so
 * cluster-replica-no-failover stops them until every link is back.
 *
 * <p>There is no state file: the lowered timeout itself tells what stood there before (see {@link LoweredTimeout}), it is
 * lowered first and restored last, and so marks the nodes on which a lowered delay is ours. What the delay was, the
 * replicas tell, whose is not touched.
 */
public final class TransientSettings {

    private static final String NODE_TIMEOUT = "cluster-node-timeout";
    private static final String SYNC_DELAY = "repl-diskless-sync-delay";
    private static final String NO_FAILOVER = "cluster-replica-no-failover";
    private static final String LOWERED_DELAY = "0";
    private static final String DEFAULT_TIMEOUT = "15000";
    private static final String DEFAULT_DELAY = "5";

    private final Map<String, String> configured;
    private final Map<Integer, Map<String, String>> before;
    private final List<String> warnings;
    private final boolean lowers;

    private TransientSettings(
            Map<String, String> configured,
            Map<Integer, Map<String, String>> before,
            List<String> warnings,
            boolean lowers) {
        this.lowers = lowers;
        this.configured = Map.copyOf(configured);
        this.before = before;
        this.warnings = List.copyOf(warnings);
    }

    /** The names of the settings to read. */
    public static List<String> names() {
        return Stream.concat(Stream.of(NODE_TIMEOUT, SYNC_DELAY, NO_FAILOVER), ReplicaMigrationHold.names().stream())
                .toList();
    }

    /**
     * Finds out what the nodes had before anything was lowered, by this run or by one that was killed.
     *
     * @param first the first look at the nodes
     * @param configured values that shall hold in the end whatever was found; names as in {@link #names()}
     */
    public static TransientSettings remember(Observation first, Map<String, String> configured) {
        Map<Integer, Map<String, String>> before = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (NodeReport node : first.nodes()) {
            Map<String, String> values = new LinkedHashMap<>(node.settings());
            if (isLowered(node)) {
                values.put(
                        NODE_TIMEOUT,
                        LoweredTimeout.original(setting(node, NODE_TIMEOUT).orElseThrow())
                                .or(() -> agreedByOthers(first, NODE_TIMEOUT))
                                .orElse(DEFAULT_TIMEOUT));
                if (setting(node, SYNC_DELAY).equals(Optional.of(LOWERED_DELAY))) {
                    values.put(SYNC_DELAY, agreedByOthers(first, SYNC_DELAY).orElse(DEFAULT_DELAY));
                }
                if (setting(node, NO_FAILOVER).equals(Optional.of("yes"))) {
                    values.put(NO_FAILOVER, agreedByOthers(first, NO_FAILOVER).orElse("no"));
                }
                warnings.add(node.label() + " was left by a run that was killed, or is under way, with a "
                        + NODE_TIMEOUT + " of " + setting(node, NODE_TIMEOUT).orElseThrow() + "; it gets back "
                        + configured.getOrDefault(NODE_TIMEOUT, values.get(NODE_TIMEOUT)));
            }
            before.put(node.ordinal(), values);
        }
        return new TransientSettings(configured, before, warnings, true);
    }

    /** The longest time, in milliseconds, that one of these nodes takes to notice that another is gone. */
    public static long longestTimeout(Observation seen) {
        return seen.nodes().stream()
                .flatMap(node -> setting(node, NODE_TIMEOUT).stream())
                .mapToLong(Long::parseLong)
                .max()
                .orElse(Long.parseLong(DEFAULT_TIMEOUT));
    }

    /** What is known to be left behind by another run, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** The same memory, with nothing to lower any more. */
    TransientSettings patient() {
        return new TransientSettings(configured, before, warnings, false);
    }

    /** What is still to be lowered on a node, in order; empty where {@code CONFIG} is denied. */
    Map<String, String> toLower(NodeReport node, boolean hasReplicas, boolean frozen) {
        Map<String, String> changes = new LinkedHashMap<>();
        if (!lowers) {
            return changes;
        }
        setting(node, NODE_TIMEOUT)
                .filter(now -> !isLowered(node))
                .ifPresent(now -> changes.put(NODE_TIMEOUT, LoweredTimeout.of(now)));
        setting(node, SYNC_DELAY)
                .filter(now -> hasReplicas && !now.equals(LOWERED_DELAY))
                .ifPresent(now -> changes.put(SYNC_DELAY, LOWERED_DELAY));
        setting(node, NO_FAILOVER)
                .filter(now -> frozen && !now.equals("yes"))
                .ifPresent(now -> changes.put(NO_FAILOVER, "yes"));
        return changes;
    }

    /** What is still to be restored on a node, in order: the timeout last, since it marks what is left to do. */
    Map<String, String> toRestore(NodeReport node) {
        Map<String, String> changes = new LinkedHashMap<>(ReplicaMigrationHold.toRestore(node));
        changes.putAll(toRestoreTimes(node));
        return changes;
    }

    /** The same for what speeds up joining, alone. */
    Map<String, String> toRestoreTimes(NodeReport node) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (String name : List.of(SYNC_DELAY, NO_FAILOVER, NODE_TIMEOUT)) {
            setting(node, name).ifPresent(now -> {
                String found = before.getOrDefault(node.ordinal(), Map.of()).getOrDefault(name, now);
                String wanted = configured.getOrDefault(name, isLowered(node) ? found : now);
                if (!wanted.equals(now)) {
                    changes.put(name, wanted);
                }
            });
        }
        return changes;
    }

    /** Whether a run lowered the node's timeout and has not restored it. */
    static boolean isLowered(NodeReport node) {
        return setting(node, NODE_TIMEOUT).filter(LoweredTimeout::isOne).isPresent();
    }

    private static Optional<String> setting(NodeReport node, String name) {
        return Optional.ofNullable(node.settings().get(name));
    }

    /** What the nodes say that show no sign of another run; for the delay, also those on which it was not lowered. */
    private static Optional<String> agreedByOthers(Observation first, String name) {
        List<String> values = first.nodes().stream()
                .filter(node -> !isLowered(node) || name.equals(SYNC_DELAY))
                .flatMap(node -> setting(node, name).stream())
                .filter(value -> !name.equals(SYNC_DELAY) || !value.equals(LOWERED_DELAY))
                .distinct()
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
