// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import io.rollcall.redis.Dataset;
import io.rollcall.redis.GrowingSet;
import io.rollcall.redis.Program;
import io.rollcall.redis.Writer;
import io.rollcall.redis.local.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Dies at every kind of effect of scaling out and in, first and later ones, and at some by chance; each time run again. */
final class ScaleCrashFigures {

    private static final List<String> OUT = List.of(
            "configure:1",
            "configure:2",
            "configure:9",
            "set-config-epoch:1",
            "set-config-epoch:2",
            "meet:1",
            "meet:2",
            "meet:13",
            "replicate:1",
            "importing:1",
            "importing:9",
            "importing:300",
            "migrating:1",
            "migrating:8",
            "migrating:301",
            "migrate:1",
            "migrate:2",
            "migrate:40",
            "set-owner:1",
            "set-owner:8",
            "set-owner:9",
            "set-owner:17",
            "set-owner:25",
            "set-owner:400",
            "save-config:1",
            "save-config:5");

    private static final List<String> IN = List.of(
            "configure:1",
            "configure:8",
            "importing:1",
            "importing:9",
            "migrating:1",
            "migrating:9",
            "migrate:1",
            "migrate:5",
            "migrate:100",
            "set-owner:1",
            "set-owner:9",
            "set-owner:17",
            "set-owner:33",
            "set-owner:1000",
            "replicate:1",
            "forget:1",
            "forget:2",
            "forget:7",
            "forget:12",
            "forget:13",
            "save-config:1",
            "save-config:6");

    private static final int RANDOM = Integer.getInteger("rollcall.kills", 6);
    private static final int MOST_EFFECTS = 3_000;
    private static final int EACH = 300;
    /** 1 tries all, 5 every fifth. */
    private static final int EVERY = Integer.getInteger("bench.crash.every", 1);

    private ScaleCrashFigures() {}

    static void run(Figures figures) throws IOException, InterruptedException {
        long seed = Long.getLong("rollcall.seed", System.nanoTime());
        System.err.println("scale crashes with -Drollcall.seed=" + seed);
        Random random = new Random(seed);
        List<String> out = new ArrayList<>(OUT);
        List<String> in = new ArrayList<>(IN);
        for (int i = 0; i < RANDOM; i++) {
            out.add("any:" + (1 + random.nextInt(MOST_EFFECTS)));
            in.add("any:" + (1 + random.nextInt(MOST_EFFECTS)));
        }
        Path log = Files.createTempFile("rollcall-scale-crash", ".log");
        long cuts = 0;
        long lost = 0;
        try (GrowingSet set = new GrowingSet(RedisServer.find(), 6, 8)) {
            Dataset.fill(set.addresses(6), EACH);
            Map<String, String> before = Dataset.contents(set.addresses(6), Writer.PREFIX);
            for (int i = 0; i < Math.max(out.size(), in.size()); i += EVERY) {
                set.shrink(6);
                set.wipe(6);
                set.grow(8);
                cuts += cut(set, log, out.get(i % out.size()), "scale", "--expected=8");
                lost += lost(before, Dataset.contents(set.addresses(8), Writer.PREFIX));
                cuts += cut(set, log, in.get(i % in.size()), "drain", "--to=6");
                lost += lost(before, Dataset.contents(set.addresses(6), Writer.PREFIX));
                System.err.println("scale crashes: " + cuts + " cut points, " + lost + " keys lost");
            }
        }
        Files.delete(log);
        figures.count("crash.scale.cutpoints", cuts, "cut points");
        figures.count("crash.scale.lost-keys", lost, "keys");
    }

    private static long cut(GrowingSet set, Path log, String effect, String command, String option)
            throws IOException, InterruptedException {
        boolean died = set.dies(log, effect, command, option);
        Program.Run run = set.run(command, option);
        if (run.code() != 0) {
            throw new IllegalStateException("after " + command + " died at " + effect + ": " + run.out() + run.err());
        }
        return died ? 1 : 0;
    }

    private static long lost(Map<String, String> before, Map<String, String> after) {
        return before.entrySet().stream()
                        .filter(key -> !key.getValue().equals(after.get(key.getKey())))
                        .count()
                + after.keySet().stream()
                        .filter(key -> !before.containsKey(key))
                        .count();
    }
}
