// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import io.rollcall.redis.Clusters;
import io.rollcall.redis.Nodes;
import io.rollcall.redis.Program;
import io.rollcall.redis.local.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From all peers answering to done, beside {@code redis-cli --cluster create} to the same state. */
final class FormFigures {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int ROUNDS60 = Integer.getInteger("bench.rounds60", 2);

    private FormFigures() {}

    static void six(Figures figures) throws Exception {
        run(figures, "form6", 6, ROUNDS);
    }

    static void sixty(Figures figures) throws Exception {
        run(figures, "form60", 60, ROUNDS60);
    }

    private static void run(Figures figures, String name, int size, int rounds) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> cli = new ArrayList<>();
        for (int i = 0; i <= rounds; i++) {
            double one;
            try (Clusters cluster = Clusters.fresh(RedisServer.find(), size)) {
                Measured.growUp(cluster);
                one = Measured.seconds(cluster.run("form", "--json"));
                Nodes.assertDone(cluster.addresses(), size / 2, "15000");
            }
            // The first round warms this JVM up; what a cold one takes is a figure of its own.
            if (i > 0) {
                ours.add(one);
                try (Clusters cluster = Clusters.fresh(RedisServer.find(), size)) {
                    Measured.growUp(cluster);
                    cli.add(Measured.redisCliCreate(cluster));
                }
            }
        }
        figures.median(name + ".seconds", ours, "s");
        figures.median(name + ".redis-cli-seconds", cli, "s");
        figures.ratio(name + ".vs-redis-cli", cli, ours);
    }

    /** A process of its own, with the JVM's start in it. */
    static void process(Figures figures) throws Exception {
        List<Double> seconds = new ArrayList<>();
        Path log = Files.createTempFile("rollcall-bench", ".log");
        for (int i = 0; i < ROUNDS; i++) {
            try (Clusters cluster = Clusters.fresh(RedisServer.find(), 6)) {
                Measured.growUp(cluster);
                long start = System.nanoTime();
                Process form = Program.start(log, cluster.args("form"));
                int code = form.waitFor();
                seconds.add((System.nanoTime() - start) / 1e9);
                if (code != 0) {
                    throw new IllegalStateException(Files.readString(log));
                }
            }
        }
        Files.delete(log);
        figures.median("form6.process.seconds", seconds, "s");
    }
}
