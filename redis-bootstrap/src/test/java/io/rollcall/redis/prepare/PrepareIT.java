// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.redis.Nodes;
import io.rollcall.redis.Program;
import io.rollcall.redis.local.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;

/** With real servers that start as in the chart's pods. */
class PrepareIT {

    private static final int KEYS = 300;

    @TempDir
    private Path folder;

    private PreparedPods pods;

    @BeforeEach
    void server() {
        assumeTrue(
                RedisServer.onPath()
                        .filter(server -> !server.version().startsWith("6."))
                        .isPresent(),
                "no redis-server 7 or newer on the PATH");
    }

    @AfterEach
    void stop() {
        if (pods != null) {
            pods.close();
        }
    }

    @Test
    void everyAddressChanged_repairedOffline_theClusterComesBackByItself() throws Exception {
        form("--appendonly", "yes", "--appendfsync", "always");
        Map<String, String> roles = roles();
        for (int i = 0; i < PreparedPods.SIZE; i++) {
            pods.kill(i);
        }
        pods.readdress();

        for (int i = 0; i < PreparedPods.SIZE; i++) {
            String before = Files.readString(conf(i));
            Program.Run run = pods.prepare(i);

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out().lines().filter(line -> line.contains(" moved from ")))
                    .hasSize(PreparedPods.SIZE);
            assertThat(conf(i).resolveSibling("nodes.conf.before-repair")).hasContent(before);
            assertThat(shards(Files.readString(conf(i)))).isEqualTo(shards(before));
        }
        for (int i = 0; i < PreparedPods.SIZE; i++) {
            pods.start(i);
        }

        eventually().untilAsserted(() -> Nodes.assertDone(pods.addresses(), 3, "2000", "0"));
        assertThat(roles()).as("ids and roles").isEqualTo(roles);
        assertThat(keys()).isEqualTo(KEYS);
        try (Jedis jedis = Nodes.connect(pods.address(0))) {
            assertThat(jedis.configGet("syslog-ident"))
                    .containsEntry("syslog-ident", "rollcall:worker=worker-0;zone=zone-a");
            assertThat(jedis.clusterNodes()).contains("redis-5.redis.demo.svc.cluster.local");
        }
    }

    @Test
    void masterWithoutData_isHeldUntilItsReplicaWasPromoted_andNoKeyIsLost() throws Exception {
        form();
        pods.kill(0);

        Program.Run run = pods.prepare(0);
        pods.start(0);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("is a master without data and may start", "was promoted");
        assertThat(run.err()).contains("waiting for a master without data: its replica redis-5", "keys");
        eventually().untilAsserted(() -> Nodes.assertDone(pods.addresses(), 3, "2000", "0"));
        assertThat(keys()).isEqualTo(KEYS);
    }

    @Test
    void onlyTheContainerRestarts_theScriptHoldsTheEmptyMaster_andNoKeyIsLost() throws Exception {
        form();
        pods.kill(0);

        pods.start(0);

        eventually().untilAsserted(() -> Nodes.assertDone(pods.addresses(), 3, "2000", "0"));
        assertThat(keys()).isEqualTo(KEYS);
        assertThat(Files.readString(pods.log(0)))
                .contains("waiting for a replica to be promoted: replica 127.", "holds");
    }

    @Test
    void withoutTheScript_theKeysAreLost_soThatTheTestsAboveMeanSomething() throws Exception {
        form();
        pods.kill(0);

        pods.startUnguarded(0);

        eventually().until(() -> keys() < KEYS);
    }

    @Test
    void replicaThatIsSilent_masterIsNotStarted_andTheFlagIsNamed() throws Exception {
        form();
        pods.kill(0);
        pods.kill(5);

        Program.Run run = pods.prepare(0, "--timeout=2s");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("redis-5.redis.demo", "does not answer", "--start-empty");
        assertThat(pods.prepare(0, "--timeout=2s", "--start-empty").code()).isZero();
    }

    @Test
    void masterWithoutKeysWhoseReplicasHaveNone_startsAtOnce() throws Exception {
        start();
        assertThat(Program.run(Program.form(pods.dns(), PreparedPods.SIZE, "--timeout=30s"))
                        .code())
                .isZero();
        pods.kill(0);

        Program.Run run = pods.prepare(0);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("no replica holds a key either");
    }

    @Test
    void podThatDnsDoesNotList_saidWithWhatHelps() {
        pods = new PreparedPods(folder);
        pods.dns().service("redis", "demo").removePod("redis-4");

        Program.Run run = pods.prepare(4, "--timeout=1500ms");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err())
                .contains("waiting for own DNS record", "does not list redis-4", "publishNotReadyAddresses");
    }

    @Test
    void badInput_isRefusedInOneSentence() {
        pods = new PreparedPods(folder);

        assertThat(pods.prepare(0, "--worker=a\nb")).satisfies(run -> {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("is no name of one");
        });
        assertThat(pods.prepare(0, "--pod-ip=redis-0").err()).contains("is no IP address");
        assertThat(pods.prepare(0, "--pod=redis").err()).contains("is no name of a StatefulSet's pod");
    }

    @Test
    void ownLineTorn_isRefused_andTheFileIsLeftAlone() throws Exception {
        pods = new PreparedPods(folder);
        Files.createDirectories(pods.data(0));
        Files.writeString(conf(0), "a".repeat(40) + " 10.0.0.1:6379@16379 myself,mas");

        Program.Run run = pods.prepare(0);

        assertThat(run.code()).isEqualTo(10);
        assertThat(run.err()).contains("no whole line about the node itself", "before-repair");
        assertThat(conf(0)).hasContent("a".repeat(40) + " 10.0.0.1:6379@16379 myself,mas");
    }

    private Path conf(int pod) {
        return pods.data(pod).resolve("nodes.conf");
    }

    private void start(String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "--cluster-node-timeout",
                "2000",
                "--cluster-replica-validity-factor",
                "0",
                "--repl-diskless-sync-delay",
                "0"));
        settings.addAll(List.of(more));
        pods = new PreparedPods(folder, settings.toArray(String[]::new));
        for (int i = 0; i < PreparedPods.SIZE; i++) {
            assertThat(pods.prepare(i).code()).isZero();
            pods.start(i);
        }
    }

    private void form(String... more) throws IOException {
        start(more);
        Program.Run run = Program.run(Program.form(pods.dns(), PreparedPods.SIZE, "--timeout=30s"));
        assertThat(run.code()).as(run.err()).isZero();
        InetSocketAddress seed = pods.address(0);
        try (RedisClusterClient client =
                RedisClusterClient.create(new HostAndPort(seed.getHostString(), seed.getPort()))) {
            for (int i = 0; i < KEYS; i++) {
                client.set("key-" + i, "value");
            }
        }
        // Every replica has them.
        eventually()
                .until(() ->
                        pods.addresses().stream().mapToLong(PrepareIT::size).sum() == 2L * KEYS);
    }

    private long keys() {
        return pods.addresses().stream()
                .filter(address -> roleOf(address).contains("role:master"))
                .mapToLong(PrepareIT::size)
                .sum();
    }

    private static String roleOf(InetSocketAddress address) {
        try (Jedis jedis = Nodes.connect(address)) {
            return jedis.info("replication");
        }
    }

    private static long size(InetSocketAddress address) {
        try (Jedis jedis = Nodes.connect(address)) {
            return jedis.dbSize();
        }
    }

    private Map<String, String> roles() {
        Map<String, String> roles = new TreeMap<>();
        for (int i = 0; i < PreparedPods.SIZE; i++) {
            try (Jedis jedis = Nodes.connect(pods.address(i))) {
                roles.put("redis-" + i, jedis.clusterMyId() + " " + jedis.role().get(0));
            }
        }
        return roles;
    }

    private static List<String> shards(String conf) {
        return conf.lines()
                .map(line -> line.replaceAll(".*(shard-id=\\w+).*", "$1"))
                .filter(line -> line.startsWith("shard-id"))
                .sorted()
                .toList();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await()
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(40));
    }
}
