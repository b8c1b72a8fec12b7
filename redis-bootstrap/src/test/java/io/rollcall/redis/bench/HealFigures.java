// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import io.rollcall.redis.Clusters;
import io.rollcall.redis.Nodes;
import io.rollcall.redis.local.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Every address changed: until done again, and what became of ids, roles and keys. */
final class HealFigures {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int ROUNDS60 = Integer.getInteger("bench.rounds60", 2);
    /** More than twice the node timeout: every node takes every other for failed. */
    private static final Duration LATE = Duration.ofSeconds(35);

    private HealFigures() {}

    static void six(Figures figures) throws Exception {
        run(figures, "heal6", 6, ROUNDS, Duration.ZERO);
    }

    static void sixty(Figures figures) throws Exception {
        run(figures, "heal60", 60, ROUNDS60, Duration.ZERO);
    }

    static void sixLate(Figures figures) throws Exception {
        run(figures, "heal6late", 6, 2, LATE);
    }

    private static void run(Figures figures, String name, int size, int rounds, Duration late) throws Exception {
        List<Double> seconds = new ArrayList<>();
        long failovers = 0;
        for (int i = 0; i < rounds; i++) {
            try (Clusters cluster =
                    Clusters.formed(RedisServer.find(), size, "--appendonly", "yes", "--appendfsync", "always")) {
                Map<String, String> keys = cluster.keys();
                Map<String, String> roles = cluster.roles();
                long epoch = cluster.epoch();
                cluster.set().readdress(IntStream.range(0, size).toArray());
                Nodes.awaitAnswers(cluster.addresses());
                Measured.pass(late);

                seconds.add(Measured.seconds(cluster.run("heal", "--json")));

                failovers += cluster.epoch() - epoch;
                Nodes.assertDone(cluster.addresses(), size / 2, "15000");
                if (!cluster.keys().equals(keys)
                        || (failovers == 0 && !cluster.roles().equals(roles))) {
                    throw new IllegalStateException("ids, roles or keys changed");
                }
            }
        }
        figures.median(name + ".seconds", seconds, "s");
        figures.count(name + ".failovers", failovers, "failovers");
    }
}
