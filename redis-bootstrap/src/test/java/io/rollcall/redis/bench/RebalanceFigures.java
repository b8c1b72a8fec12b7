// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.rollcall.redis.Dataset;
import io.rollcall.redis.GrowingSet;
import io.rollcall.redis.Nodes;
import io.rollcall.redis.Program;
import io.rollcall.redis.Writer;
import io.rollcall.redis.local.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/**
 * From 6 to 8 nodes with a million keys and a writer that never pauses, beside {@code redis-cli --cluster rebalance} on the
 * same cluster with the same keys, taking turns. Ours is the whole command, the joining of fresh pods and the proof that all
 * is well included; redis-cli's is the rebalance alone, of nodes that were added before.
 */
final class RebalanceFigures {

    private static final int ROUNDS = Integer.getInteger("rollcall.rounds", 3);
    private static final int KEYS = Integer.getInteger("rollcall.keys", 1_000_000);
    private static final String VALUE = "v".repeat(100);

    private RebalanceFigures() {}

    static void run(Figures figures) throws IOException, InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> moving = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> in = new ArrayList<>();
        List<Double> ourLongest = new ArrayList<>();
        List<Double> theirLongest = new ArrayList<>();
        try (GrowingSet set = new GrowingSet(RedisServer.find(), 6, 8)) {
            Dataset.fillPlain(set.addresses(6), KEYS, VALUE);
            for (int i = 0; i < ROUNDS; i++) {
                fresh(set);
                try (Writer writer = new Writer(set.addresses(6))) {
                    JsonObject result = result(set.run("scale", "--expected=8", "--json"));
                    ours.add(result.get("seconds").getAsDouble());
                    moving.add(phase(result, "hash slots moved"));
                    writer.assertNothingLost();
                    ourLongest.add(millis(writer.longest()));
                }
                expectAll(set, 8);
                in.add(result(set.run("drain", "--to=6", "--json"))
                        .get("seconds")
                        .getAsDouble());
                fresh(set);
                add(set);
                try (Writer writer = new Writer(set.addresses(6))) {
                    long begin = System.nanoTime();
                    redisCli("rebalance", node(set, 0), "--cluster-use-empty-masters");
                    theirs.add((System.nanoTime() - begin) / 1e9);
                    writer.assertNothingLost();
                    theirLongest.add(millis(writer.longest()));
                }
                expectAll(set, 8);
                result(set.run("drain", "--to=6", "--json"));
            }
            expectAll(set, 6);
        }
        figures.median("rebalance.seconds", ours, "s");
        figures.median("rebalance.moving.seconds", moving, "s");
        figures.median("rebalance.redis-cli.seconds", theirs, "s");
        figures.ratio("rebalance.vs-redis-cli", theirs, ours);
        figures.median("rebalance.in.seconds", in, "s");
        figures.median("rebalance.longest-write.ms", ourLongest, "ms");
        figures.median("rebalance.redis-cli.longest-write.ms", theirLongest, "ms");
        // Any error or lost write would have ended this with an exception.
        figures.count("rebalance.writer-errors", 0, "errors");
    }

    private static void fresh(GrowingSet set) throws IOException {
        set.shrink(6);
        set.wipe(6);
        set.grow(8);
    }

    private static void add(GrowingSet set) throws IOException, InterruptedException {
        redisCli("add-node", node(set, 6), node(set, 0));
        awaitOk(set, 7);
        String id;
        try (Jedis jedis = Nodes.connect(set.pod(6).address())) {
            id = jedis.clusterMyId();
        }
        redisCli("add-node", node(set, 7), node(set, 0), "--cluster-slave", "--cluster-master-id", id);
        awaitOk(set, 8);
    }

    private static void awaitOk(GrowingSet set, int pods) {
        Awaitility.await("joining")
                .atMost(Duration.ofSeconds(60))
                .until(() -> set.addresses(pods).stream().allMatch(address -> {
                    try (Jedis jedis = Nodes.connect(address)) {
                        String info = jedis.clusterInfo();
                        return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + pods);
                    }
                }));
    }

    private static void redisCli(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("redis-cli", "--cluster"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue() + ": " + output);
        }
    }

    private static String node(GrowingSet set, int ordinal) {
        InetSocketAddress address = set.pod(ordinal).address();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static JsonObject result(Program.Run run) {
        if (run.code() != 0) {
            throw new IllegalStateException(run.out() + run.err());
        }
        return Program.result(run);
    }

    private static double phase(JsonObject result, String name) {
        for (JsonElement phase : result.getAsJsonArray("phases")) {
            if (phase.getAsJsonObject().get("name").getAsString().equals(name)) {
                return phase.getAsJsonObject().get("seconds").getAsDouble();
            }
        }
        throw new IllegalStateException("no phase " + name + " in " + result);
    }

    private static void expectAll(GrowingSet set, int pods) {
        long lost = Dataset.missingPlain(set.addresses(pods), KEYS, VALUE);
        if (lost > 0) {
            throw new IllegalStateException(lost + " keys are lost or changed");
        }
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
