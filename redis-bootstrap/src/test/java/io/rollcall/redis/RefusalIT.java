// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.local.RedisServer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What the commands must not do, read from the servers' own counters: MONITOR does not show administrative commands. */
class RefusalIT {

    /** Beside what replicas and this test send themselves. */
    private static final Set<String> ALLOWED = Set.of(
            "info",
            "dbsize",
            "config|get",
            "config|set",
            "cluster|info",
            "cluster|nodes",
            "cluster|addslots",
            "cluster|meet",
            "cluster|replicate",
            "cluster|saveconfig",
            "cluster|set-config-epoch",
            "cluster|forget",
            "cluster|failover",
            "set",
            "get",
            "del");

    private static final Set<String> OTHERS =
            Set.of("ping", "psync", "replconf", "select", "hello", "client|setinfo", "multi", "exec", "keys");

    private final RedisServer server = RedisServer.find();

    @Test
    void everyCommandTogether_sendsNothingBesideTheAllowList() {
        try (Clusters cluster = Clusters.fresh(server, 6)) {
            for (String command : List.of("plan", "status", "form", "verify", "form", "heal")) {
                cluster.run(command);
            }
            cluster.set().readdress(IntStream.range(0, 6).toArray());
            Nodes.awaitAnswers(cluster.addresses());
            assertThat(cluster.run("heal").code()).isZero();

            Set<String> sent = new TreeSet<>();
            cluster.addresses().forEach(address -> sent.addAll(commands(address)));
            sent.removeAll(OTHERS);
            assertThat(sent).isSubsetOf(ALLOWED);
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
            var before = Nodes.fingerprints(ours.addresses());
            var theirsBefore = Nodes.fingerprints(theirs.addresses());

            Program.Run heal = ours.run("heal");

            assertThat(heal.code()).as(heal.err()).isEqualTo(6);
            assertThat(heal.err()).contains("nothing was changed");
            assertThat(Nodes.fingerprints(ours.addresses())).isEqualTo(before);
            assertThat(Nodes.fingerprints(theirs.addresses())).isEqualTo(theirsBefore);
        }
    }

    @Test
    void freshPods_healAndVerifySayFormAndWriteNothing() {
        try (Clusters cluster = Clusters.fresh(server, 6)) {
            Nodes.awaitAnswers(cluster.addresses());
            var before = Nodes.fingerprints(cluster.addresses());

            assertThat(cluster.run("heal").code()).isEqualTo(13);
            assertThat(cluster.run("verify").code()).isEqualTo(13);
            assertThat(cluster.run("plan").out()).contains("State: fresh", "redis-3");
            assertThat(cluster.run("status").code()).isZero();
            assertThat(Nodes.fingerprints(cluster.addresses())).isEqualTo(before);
        }
    }

    @Test
    void movedCluster_dryRunSaysWhatIsWrongAndWritesNothing() {
        try (Clusters cluster = Clusters.formed(server, 6, "--appendonly", "yes", "--appendfsync", "always")) {
            cluster.set().readdress(2, 5);
            Nodes.awaitAnswers(cluster.addresses());

            Program.Run dry = cluster.run("heal", "--dry-run", "--json");

            assertThat(dry.code()).as(dry.err()).isZero();
            assertThat(Program.result(dry).get("findings").toString()).contains("own-address-stale");
            cluster.addresses()
                    .forEach(address ->
                            assertThat(commands(address)).doesNotContain("cluster|failover", "cluster|forget"));
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

    private static Set<String> commands(InetSocketAddress address) {
        Set<String> names = new TreeSet<>();
        try (Jedis jedis = Nodes.connect(address)) {
            jedis.info("commandstats")
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_"))
                    .forEach(line -> names.add(line.substring("cmdstat_".length(), line.indexOf(':'))));
        }
        return names;
    }
}
