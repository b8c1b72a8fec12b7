// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import io.rollcall.redis.Clusters;
import io.rollcall.redis.Nodes;
import io.rollcall.redis.Program;
import io.rollcall.redis.local.LocalPod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** What several benchmarks need. */
final class Measured {

    /** A server younger than 2 s becomes no writable master, whatever is done (CLUSTER_WRITABLE_DELAY). */
    private static final Duration CHILDHOOD = Duration.ofMillis(2_200);

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Measured() {}

    /** The one figure that a successful run tells. */
    static double seconds(Program.Run run) {
        if (run.code() != 0) {
            throw new IllegalStateException("exit code " + run.code() + ": " + run.err());
        }
        return Program.result(run).get("seconds").getAsDouble();
    }

    /** Lets fresh servers grow up. */
    static void growUp(Clusters cluster) throws InterruptedException {
        Nodes.awaitAnswers(cluster.addresses());
        pass(CHILDHOOD);
    }

    /** Lets time pass, of which a scenario consists. */
    static void pass(Duration time) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How long {@code redis-cli --cluster create} takes to the state that {@code form} calls done. */
    static double redisCliCreate(Clusters cluster) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
        for (LocalPod pod : cluster.set().pods()) {
            command.add(pod.address().getAddress().getHostAddress() + ":"
                    + pod.address().getPort());
        }
        command.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
        long start = System.nanoTime();
        Process cli = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("/dev/null").toFile())
                .start();
        if (cli.waitFor() != 0) {
            throw new IllegalStateException("redis-cli ended with " + cli.exitValue());
        }
        while (!isDone(cluster)) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new IllegalStateException("redis-cli's cluster is not done after " + LONGEST);
            }
            pass(Duration.ofMillis(10));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static boolean isDone(Clusters cluster) {
        for (InetSocketAddress address : cluster.addresses()) {
            try (Jedis jedis = Nodes.connect(address)) {
                String replication = jedis.info("replication");
                List<String> lines = jedis.clusterNodes().lines().toList();
                if (!jedis.clusterInfo().contains("cluster_state:ok")
                        || lines.size() != cluster.addresses().size()
                        || lines.stream().anyMatch(line -> !line.contains(" connected"))
                        || lines.stream()
                                        .filter(line -> line.matches(".*[ ,]slave[ ,].*"))
                                        .count()
                                != cluster.addresses().size() / 2
                        || (replication.contains("role:slave") && !replication.contains("master_link_status:up"))) {
                    return false;
                }
            }
        }
        return true;
    }
}
