// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nodes that follow effects as Redis does, as far as a formation sees it; time passes with each {@link #tick()}. */
final class SimulatedCluster {

    static final class Node {
        final int ordinal;
        final String id;
        final NodeAddress address;
        final Map<String, String> settings =
                new LinkedHashMap<>(Map.of("cluster-node-timeout", "7000", "repl-diskless-sync-delay", "4"));
        final Set<Integer> knows = new HashSet<>();
        final Set<Integer> greeted = new HashSet<>();
        final List<KnownNode> strangers = new ArrayList<>();
        /** Slots of others of which it has not heard yet that they moved. */
        final Map<Integer, SlotSet> outdated = new LinkedHashMap<>();

        SlotSet slots = SlotSet.NONE;
        Optional<Integer> master = Optional.empty();
        String version = "7.0.15";
        long epoch;
        long keys;

        Node(int ordinal) {
            this.ordinal = ordinal;
            this.id = "%040x".formatted(ordinal + 1);
            this.address = new NodeAddress("10.0.0." + ordinal, 6379);
        }
    }

    final List<Node> nodes;

    private SimulatedCluster(List<Node> nodes) {
        this.nodes = nodes;
    }

    static SimulatedCluster fresh(int size) {
        return new SimulatedCluster(IntStream.range(0, size).mapToObj(Node::new).toList());
    }

    /** A cluster of this layout that has settled. */
    static SimulatedCluster formed(int size, int replicasPerMaster) {
        SimulatedCluster cluster = fresh(size);
        ClusterPlan plan =
                Layout.of(Topology.of(cluster.observe()), new ClusterShape(size, replicasPerMaster), Claims.NONE);
        for (ClusterPlan.Shard shard : plan.shards()) {
            cluster.nodes.get(shard.master()).slots = shard.slots();
            shard.replicas().forEach(replica -> cluster.nodes.get(replica).master = Optional.of(shard.master()));
        }
        for (Node node : cluster.nodes) {
            node.epoch = node.ordinal + 1L;
            cluster.nodes.forEach(other -> node.knows.add(other.ordinal));
            node.knows.remove(node.ordinal);
        }
        return cluster;
    }

    /** Exchanges the roles of a master and its replica, as a failover does. */
    void failOver(int master, int replica) {
        Node old = nodes.get(master);
        Node promoted = nodes.get(replica);
        promoted.slots = old.slots;
        promoted.master = Optional.empty();
        old.slots = SlotSet.NONE;
        old.master = Optional.of(replica);
    }

    void apply(Effect effect) {
        Node node = nodes.get(effect.on());
        if (effect instanceof Effect.Configure configure) {
            node.settings.putAll(configure.settings());
        } else if (effect instanceof Effect.SetConfigEpoch epoch) {
            if (node.knows.isEmpty() && node.epoch == 0) {
                node.epoch = epoch.epoch();
            }
        } else if (effect instanceof Effect.AddSlots add) {
            node.slots = node.slots.plus(add.slots());
        } else if (effect instanceof Effect.Meet meet) {
            nodes.stream()
                    .filter(other -> other.address.equals(meet.peer()))
                    .forEach(other -> node.greeted.add(other.ordinal));
        } else if (effect instanceof Effect.Replicate replicate) {
            Node master = nodes.stream()
                    .filter(other -> other.id.equals(replicate.masterId()))
                    .findFirst()
                    .orElseThrow();
            if (!node.knows.contains(master.ordinal) || !node.slots.isEmpty() || node.keys > 0) {
                throw new AssertionError("Redis refuses " + effect);
            }
            node.master = Optional.of(master.ordinal);
        } else if (effect instanceof Effect.Forget forget) {
            if (node.master
                    .filter(master -> nodes.get(master).id.equals(forget.nodeId()))
                    .isPresent()) {
                throw new AssertionError("Redis refuses " + effect);
            }
            node.knows.removeIf(other -> nodes.get(other).id.equals(forget.nodeId()));
        } else if (effect instanceof Effect.Failover failover && failover.mode() == Effect.Failover.Mode.GRACEFUL) {
            failOver(node.master.orElseThrow(), node.ordinal);
        }
    }

    /** What the keys of slots follow: from its owner to another node, whose epoch is then the highest. */
    void move(SlotMove move) {
        Node from = nodes.get(move.from());
        Node to = nodes.get(move.to());
        if (!from.slots.containsAll(move.slots())) {
            throw new AssertionError("Redis refuses " + move);
        }
        from.slots = from.slots.minus(move.slots());
        to.slots = to.slots.plus(move.slots());
        to.epoch = nodes.stream().mapToLong(node -> node.epoch).max().orElseThrow() + 1;
    }

    /** The same cluster with fresh nodes after its last. */
    SimulatedCluster grown(int size) {
        return new SimulatedCluster(Stream.concat(
                        nodes.stream(), IntStream.range(nodes.size(), size).mapToObj(Node::new))
                .toList());
    }

    /** Handshakes end: both sides know each other. */
    void tick() {
        for (Node node : nodes) {
            for (int other : Set.copyOf(node.greeted)) {
                node.knows.add(other);
                nodes.get(other).knows.add(node.ordinal);
            }
            node.greeted.clear();
        }
    }

    Observation observe() {
        return new Observation(nodes.stream().map(this::report).toList());
    }

    NodeReport report(Node node) {
        List<KnownNode> lines = new ArrayList<>();
        lines.add(line(node, Set.of("myself", node.master.isPresent() ? "slave" : "master"), node.slots));
        node.knows.forEach(other -> lines.add(line(
                nodes.get(other),
                Set.of(nodes.get(other).master.isPresent() ? "slave" : "master"),
                node.outdated.getOrDefault(other, nodes.get(other).slots))));
        node.greeted.stream()
                .filter(other -> !node.knows.contains(other))
                .forEach(other -> lines.add(new KnownNode(
                        "%040x".formatted(4711 + other),
                        nodes.get(other).address,
                        Set.of("handshake"),
                        Optional.empty(),
                        false,
                        0,
                        SlotSet.NONE)));
        lines.addAll(node.strangers);
        boolean ok = nodes.stream()
                        .filter(other -> other == node || node.knows.contains(other.ordinal))
                        .map(n -> n.slots)
                        .reduce(SlotSet.NONE, SlotSet::plus)
                        .size()
                == SlotSet.COUNT;
        return new NodeReport(
                node.ordinal,
                "redis-" + node.ordinal,
                node.address,
                new ServerVersion(ServerVersion.Product.REDIS, node.version),
                node.keys,
                ok,
                node.master.map(master -> new ReplicationLink(nodes.get(master).address, true)),
                lines,
                node.settings,
                0);
    }

    private KnownNode line(Node node, Set<String> flags, SlotSet slots) {
        return new KnownNode(
                node.id,
                node.address,
                new LinkedHashSet<>(flags),
                node.master.map(master -> nodes.get(master).id),
                true,
                node.epoch,
                slots);
    }
}
