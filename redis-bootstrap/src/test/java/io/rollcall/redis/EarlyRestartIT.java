// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.local.LocalPod;
import io.rollcall.redis.local.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenario 20: servers that are killed right after they were told their role must not find a nodes.conf that they refuse to load.
 * Some builds of Valkey did, where REPLICATE was sent before every link was up; try them with {@code -Dredis.server}.
 */
class EarlyRestartIT {

    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    @Test
    void serversAreKilledWhileRolesAreGivenOut_andWhenItIsDone_allOfThemStartAgain()
            throws IOException, InterruptedException {
        try (Clusters cluster = Clusters.fresh(
                RedisServer.find(), 6, "--cluster-node-timeout", "2000", "--repl-diskless-sync-delay", "0")) {
            Process form = Program.start(folder.resolve("log"), cluster.args("form", "--fault-at=replicate:3"));
            assertThat(form.waitFor()).isEqualTo(KILLED);
            restart(cluster);

            Program.Run again = cluster.run("form");
            assertThat(again.code()).as(again.err()).isZero();
            Map<String, String> roles = cluster.roles();
            restart(cluster);

            assertThat(cluster.roles()).isEqualTo(roles);
            Awaitility.await("the cluster is as it was, without help")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> Nodes.assertDone(cluster.addresses(), 3, "2000", "0"));
        }
    }

    private static void restart(Clusters cluster) {
        cluster.set().pods().forEach(LocalPod::kill);
        cluster.set().startAll();
        Nodes.awaitAnswers(cluster.addresses());
    }
}
