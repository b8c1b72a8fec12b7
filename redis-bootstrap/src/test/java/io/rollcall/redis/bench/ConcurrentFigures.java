// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import io.rollcall.redis.Clusters;
import io.rollcall.redis.Nodes;
import io.rollcall.redis.Program;
import io.rollcall.redis.local.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One to six bootstrappers at once, round after round: the same cluster, every time, and none of them fails. */
final class ConcurrentFigures {

    private static final int ROUNDS = Integer.getInteger("bench.concurrent.rounds", 20);
    private static final int MOST = 6;

    private ConcurrentFigures() {}

    static void run(Figures figures) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(MOST);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                try (Clusters cluster = Clusters.fresh(RedisServer.find(), 6)) {
                    List<Future<Program.Run>> runs = new ArrayList<>();
                    for (int i = 0; i <= round % MOST; i++) {
                        runs.add(threads.submit(() -> cluster.run("form")));
                    }
                    for (Future<Program.Run> run : runs) {
                        if (run.get().code() != 0) {
                            throw new IllegalStateException(
                                    "round " + round + ": " + run.get().err());
                        }
                    }
                    Nodes.assertDone(cluster.addresses(), 3, "15000");
                }
            }
        } finally {
            threads.shutdownNow();
        }
        figures.count("concurrent.rounds", ROUNDS, "rounds");
    }
}
