// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.local.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs a command that dies before its n-th effect, runs it again, and looks at everything; for n = 1, 2, 3 … until it has
 * no n-th effect.
 *
 * @param tried at how many effects it died
 * @param lostKeys how many keys were not there afterwards, or not with their value
 */
public record CutPoints(int tried, int lostKeys) {

    private static final int KILLED = 137;

    /** On pods that know nobody. */
    public static CutPoints ofForm(int every, Path log) throws IOException, InterruptedException {
        int tried = 0;
        for (int n = 1; ; n += every) {
            try (Clusters cluster = Clusters.fresh(RedisServer.find(), 6)) {
                boolean died = dies(cluster, "form", n, log);
                runsThrough(cluster, "form", n);
                if (!died) {
                    return new CutPoints(tried, 0);
                }
                tried++;
            }
        }
    }

    /** On a cluster all of whose addresses changed. */
    public static CutPoints ofHeal(int every, Path log) throws IOException, InterruptedException {
        int tried = 0;
        int lost = 0;
        for (int n = 1; ; n += every) {
            try (Clusters cluster =
                    Clusters.formed(RedisServer.find(), 6, "--appendonly", "yes", "--appendfsync", "always")) {
                Map<String, String> keys = cluster.keys();
                cluster.set().readdress(IntStream.range(0, 6).toArray());
                Nodes.awaitAnswers(cluster.addresses());
                boolean died = dies(cluster, "heal", n, log);
                runsThrough(cluster, "heal", n);
                Map<String, String> now = cluster.keys();
                lost += (int) keys.entrySet().stream()
                        .filter(key -> !key.getValue().equals(now.get(key.getKey())))
                        .count();
                if (!died) {
                    return new CutPoints(tried, lost);
                }
                tried++;
            }
        }
    }

    private static boolean dies(Clusters cluster, String command, int n, Path log)
            throws IOException, InterruptedException {
        int code =
                Program.start(log, cluster.args(command, "--fault-at=any:" + n)).waitFor();
        assertThat(code)
                .as("%s, effect %d: %s", command, n, Files.readString(log))
                .isIn(0, KILLED);
        return code == KILLED;
    }

    private static void runsThrough(Clusters cluster, String command, int n) {
        Program.Run again = cluster.run(command);
        assertThat(again.code())
                .as("%s again after effect %d: %s", command, n, again.err())
                .isZero();
        Nodes.assertDone(cluster.addresses(), 3, "15000");
    }
}
