// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import io.rollcall.redis.Clusters;
import io.rollcall.redis.Nodes;
import io.rollcall.redis.Program;
import io.rollcall.redis.Sidecar;
import io.rollcall.redis.local.RedisServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisException;

/** All six pods restarted one after the other through /prestop, under a writer: the longest time without a write. */
final class RollingFigures {

    private static final int SLOTS_TOUCHED = 3_000;

    private RollingFigures() {}

    static void run(Figures figures) throws Exception {
        List<Double> gaps = new ArrayList<>();
        try (Clusters cluster = Clusters.formed(RedisServer.find(), 6)) {
            List<String> args = Program.form(cluster.dns(), 6, "--interval=500ms");
            args.set(0, "run");
            InetSocketAddress seed = cluster.addresses().get(0);
            try (Sidecar controller = new Sidecar(args);
                    RedisClusterClient client =
                            RedisClusterClient.create(new HostAndPort(seed.getHostString(), seed.getPort()));
                    Writer writer = new Writer(client)) {
                settled(controller);
                for (int i = 0; i < 6; i++) {
                    writer.longest.set(0);
                    Sidecar.Reply reply = controller.get("/prestop?pod=redis-" + i);
                    if (reply.code() != 200) {
                        throw new IllegalStateException(reply.body());
                    }
                    cluster.set().pod(i).stop();
                    cluster.set().pod(i).start();
                    Nodes.awaitAnswers(cluster.addresses());
                    settled(controller);
                    gaps.add(writer.longest.get() / 1e9);
                }
            }
        }
        figures.median("rolling.median-gap.seconds", gaps, "s");
        figures.median(
                "rolling.max-gap.seconds",
                List.of(gaps.stream().mapToDouble(Double::doubleValue).max().orElseThrow()),
                "s");
    }

    /** What a pod's readiness and minReadySeconds are for: the next one waits until this one follows again. */
    private static void settled(Sidecar controller) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> controller.get("/health").code() == 200);
    }

    /** A thousand writes a second, one after the other, so that one slot without owner holds all up. */
    private static final class Writer implements AutoCloseable {
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final AtomicLong longest = new AtomicLong();
        private long last = System.nanoTime();
        private int count;

        Writer(RedisClusterClient client) {
            thread.scheduleAtFixedRate(() -> write(client), 0, 1, TimeUnit.MILLISECONDS);
        }

        private void write(RedisClusterClient client) {
            try {
                client.set("key-" + count++ % SLOTS_TOUCHED, "value");
                long now = System.nanoTime();
                longest.accumulateAndGet(now - last, Math::max);
                last = now;
            } catch (JedisException failed) {
                // The time until the next success is what counts.
            }
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
