// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.local.RedisServer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the commands must not do, as the servers saw it. */
class RefusalIT {

    private final RedisServer server = RedisServer.find();

    @Test
    void formAndHeal_sendNothingBesideTheAllowList() {
        try (Clusters cluster = Clusters.fresh(server, 6)) {
            Nodes.awaitAnswers(cluster.addresses());
            try (CommandLog log = new CommandLog(cluster.addresses())) {
                for (String command : List.of("plan", "status", "form", "verify", "form", "heal")) {
                    cluster.run(command);
                }

                assertThat(log.sent())
                        .isSubsetOf(MinimalAcl.USUAL.commands())
                        .contains("config|set", "cluster|addslots", "cluster|meet", "cluster|replicate", "set");
            }
            cluster.set().readdress(IntStream.range(0, 6).toArray());
            Nodes.awaitAnswers(cluster.addresses());
            try (CommandLog log = new CommandLog(cluster.addresses())) {
                assertThat(cluster.run("heal").code()).isZero();

                assertThat(log.sent()).isSubsetOf(MinimalAcl.USUAL.commands()).contains("cluster|meet");
            }
        }
    }

    /** Scenario 12. */
    @Test
    void dnsLeadsIntoAnotherCluster_healRefusesAndWritesNothingAnywhere() {
        try (Clusters ours = Clusters.formed(server, 6, "--cluster-node-timeout", "1000");
                Clusters theirs = Clusters.formed(server, 6, "--cluster-node-timeout", "1000")) {
            InetSocketAddress stray = theirs.set().pod(4).address();
            ours.set().service().removePod("redis-4");
            ours.set().service().pod("redis-4", List.of(stray.getAddress())).port("redis", stray.getPort());
            List<InetSocketAddress> all = new ArrayList<>(ours.addresses());
            all.addAll(theirs.addresses());

            Program.Run heal = Nodes.unchanged(all, () -> ours.run("heal"));

            assertThat(heal.code()).as(heal.err()).isEqualTo(6);
            assertThat(heal.err()).contains("nothing was changed");
        }
    }

    @Test
    void freshPods_healAndVerifySayFormAndWriteNothing() {
        try (Clusters cluster = Clusters.fresh(server, 6)) {
            Nodes.awaitAnswers(cluster.addresses());

            Nodes.unchanged(cluster.addresses(), () -> {
                assertThat(cluster.run("heal").code()).isEqualTo(13);
                assertThat(cluster.run("verify").code()).isEqualTo(13);
                assertThat(cluster.run("plan").out()).contains("State: fresh", "redis-3");
                return cluster.run("status");
            });
        }
    }

    @Test
    void movedCluster_dryRunSaysWhatIsWrongAndWritesNothing() {
        try (Clusters cluster = Clusters.formed(server, 6, "--appendonly", "yes", "--appendfsync", "always")) {
            cluster.set().readdress(2, 5);
            Nodes.awaitAnswers(cluster.addresses());

            Program.Run dry = Nodes.unchanged(cluster.addresses(), () -> cluster.run("heal", "--dry-run", "--json"));

            assertThat(dry.code()).as(dry.err()).isZero();
            assertThat(Program.result(dry).get("findings").toString()).contains("own-address-stale");
        }
    }

    /** CONFIG is denied: slower, and still whole. */
    @Test
    void configDenied_formsAndHealsWithoutIt() {
        try (Clusters cluster = Clusters.fresh(
                server,
                6,
                "--rename-command",
                "CONFIG",
                "",
                "--cluster-node-timeout",
                "1500",
                "--repl-diskless-sync-delay",
                "0",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always")) {
            assertThat(cluster.run("form").code()).isZero();
            cluster.set().readdress(IntStream.range(0, 6).toArray());
            Nodes.awaitAnswers(cluster.addresses());

            Program.Run heal = cluster.run("heal");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertThat(cluster.run("verify").code()).isZero();
        }
    }
}
