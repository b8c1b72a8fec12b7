// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.local.LocalStatefulSet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Bad input gets one sentence and its exit code, and changes nothing; what others left half done is ended. */
class ScaleBadInputIT {

    private GrowingSet set;

    @BeforeEach
    void form() {
        set = new GrowingSet(InstalledRedisScaleIT.installed(), 6, 8);
    }

    @AfterEach
    void stop() {
        if (set != null) {
            set.close();
        }
    }

    @Test
    void whatCannotBe_isRefusedAndNothingChanges() {
        assertThat(unchanged(6, "scale", "--expected=6", "--replicas-per-master=2"))
                .satisfies(run -> assertThat(run.code()).isEqualTo(9))
                .satisfies(run -> assertThat(run.err()).contains("make 2 masters", "at least 9 pods"));
        assertThat(unchanged(6, "drain", "--to=5"))
                .satisfies(run -> assertThat(run.code()).isEqualTo(9))
                .satisfies(run -> assertThat(run.err()).contains("5 pods with 1 replicas per master make 2 masters"));
        assertThat(unchanged(6, "scale", "--expected=6", "--replicas-per-master=0"))
                .satisfies(run -> assertThat(run.code()).isEqualTo(9))
                .satisfies(run -> assertThat(run.err()).contains("without emptying it", "keep --replicas-per-master"));
        assertThat(unchanged(6, "scale", "--expected=8", "--wait=300ms"))
                .satisfies(run -> assertThat(run.code()).isEqualTo(4))
                .satisfies(run -> assertThat(run.err()).contains("ordinals [6, 7] are missing", "nothing was changed"));
        assertThat(set.run("scale").err()).contains("Missing required option: '--pods=N'");
        assertThat(set.run("scale", "--expected=8", "--rate=fast").code()).isEqualTo(2);
        assertThat(set.run("drain").err()).contains("--to");
    }

    @Test
    void drainThatWouldTakePodsIn_refused_andDryRunShowsMoves() {
        set.grow(8);
        assertThat(unchanged(8, "drain", "--to=8"))
                .satisfies(run -> assertThat(run.code()).isEqualTo(9))
                .satisfies(run -> assertThat(run.err()).contains("redis-6", "drain takes no pod in"));
        Program.Run dry = unchanged(8, "scale", "--expected=8", "--dry-run");
        assertThat(dry.code()).isZero();
        assertThat(dry.out()).contains("redis-0  redis-6  4096-5460", "Dry run: nothing was changed.");
    }

    @Test
    void newcomerThatWasStartedOnABackup_refusedWithNodeAndCount() throws IOException {
        Files.createDirectories(set.pod(6).folder());
        try (HeadlessDns elsewhere = HeadlessDns.start();
                LocalStatefulSet plain = LocalStatefulSet.in(elsewhere)
                        .size(1)
                        .settings("--cluster-enabled", "no")
                        .create()
                        .startAll()) {
            Nodes.awaitAnswers(Nodes.addresses(plain.pods()));
            try (Jedis jedis = Nodes.connect(plain.pod(0).address())) {
                jedis.set("precious", "data");
                jedis.save();
            }
            Files.copy(
                    plain.pod(0).folder().resolve("dump.rdb"),
                    set.pod(6).folder().resolve("dump.rdb"));
        }
        set.grow(8);

        assertThat(unchanged(8, "scale", "--expected=8"))
                .satisfies(run -> assertThat(run.code()).isEqualTo(3))
                .satisfies(run -> assertThat(run.err()).contains("redis-6", "holds 1 keys", "nothing was changed"));
    }

    @Test
    void podsRemovedBeforeTheyWereDrained_refusedAndSaidWhatIsLost() {
        set.grow(8);
        assertThat(set.run("scale", "--expected=8").code()).isZero();
        set.shrink(6);

        Program.Run run = set.run("drain", "--to=6", "--wait=300ms");

        assertThat(run.code()).as(run.err()).isEqualTo(14);
        assertThat(run.err()).contains("owns the hash slots", "scale the StatefulSet back up", "drain first");
    }

    @Test
    void migrationThatSomebodyElseLeftOpen_isEndedAndNotThrownAway() {
        Dataset.fill(set.addresses(6), 50);
        Map<String, String> before = Dataset.contents(set.addresses(6), Writer.PREFIX);
        List<InetSocketAddress> masters = set.addresses(3);
        int slot = 8_000;
        try (RedisClusterClient client = Dataset.client(masters);
                Jedis from = Nodes.connect(masters.get(1));
                Jedis to = Nodes.connect(masters.get(2))) {
            String tag = IntStream.range(0, 100_000)
                    .mapToObj(Integer::toString)
                    .filter(text -> JedisClusterCRC16.getSlot(text) == slot)
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < 20; i++) {
                client.set("{" + tag + "}" + i, "v" + i);
                before.put("{" + tag + "}" + i, "");
            }
            to.clusterSetSlotImporting(slot, from.clusterMyId());
            from.clusterSetSlotMigrating(slot, to.clusterMyId());
            from.migrate(
                    masters.get(2).getAddress().getHostAddress(), masters.get(2).getPort(), "{" + tag + "}3", 0, 1_000);
        }

        Program.Run run = set.run("scale", "--expected=6");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.err()).contains("ending a migration that was begun before: 1 hash slots");
        assertThat(Nodes.slotCounts(set.addresses(6))).containsExactlyInAnyOrder(5_461, 5_462, 5_461);
        assertThat(Dataset.contents(set.addresses(6), Writer.PREFIX))
                .hasSameSizeAs(before)
                .containsKeys(before.keySet().toArray(String[]::new));
    }

    @Test
    void keyOnBothSides_movedIfEqualAndRefusedIfNot() {
        int slot = 0;
        List<InetSocketAddress> masters = set.addresses(3);
        try (Jedis from = Nodes.connect(masters.get(0));
                Jedis to = Nodes.connect(masters.get(1))) {
            from.set("{06S}same", "same");
            from.set("{06S}different", "mine");
            to.clusterSetSlotImporting(slot, from.clusterMyId());
            from.clusterSetSlotMigrating(slot, to.clusterMyId());
            put(to, "{06S}same", "same");
            put(to, "{06S}different", "theirs");

            Program.Run refused = set.run("scale", "--expected=6");

            assertThat(refused.code()).as(refused.err()).isEqualTo(3);
            assertThat(refused.err()).contains("different values of the key \"{06S}different\"", "neither was touched");
            assertThat(from.get("{06S}different")).isEqualTo("mine");
            to.asking();
            assertThat(to.del("{06S}different")).isEqualTo(1);
        }

        Program.Run second = set.run("scale", "--expected=6");

        assertThat(second.code()).as(second.err()).isZero();
        try (RedisClusterClient client = Dataset.client(masters)) {
            assertThat(client.get("{06S}same")).isEqualTo("same");
            assertThat(client.get("{06S}different")).isEqualTo("mine");
        }
    }

    @Test
    void nodeThatDoesNotAnswer_namedAtTheEndOfTheWait() {
        set.pod(4).kill();
        Program.Run silent = set.run("scale", "--expected=6", "--wait=300ms");

        assertThat(silent.code()).as(silent.err()).isEqualTo(5);
        assertThat(silent.err()).contains("redis-4", "nothing was changed");
    }

    @Test
    void unhealthyCluster_refusedAndSentToHeal() {
        try (Jedis jedis = Nodes.connect(set.pod(4).address())) {
            jedis.configSet("masterauth", "a password that the master does not know");
            jedis.configSet("masteruser", "nobody");
        }
        try (Jedis jedis = Nodes.connect(set.pod(1).address())) {
            jedis.clientKill(new ClientKillParams().type(ClientType.REPLICA));
        }

        Program.Run run = set.run("scale", "--expected=6", "--wait=300ms");

        assertThat(run.code()).as(run.err()).isEqualTo(11);
        assertThat(run.err()).contains("the replication link of redis-4", "run heal");
    }

    @Test
    void password_isUsedBetweenTheNodesTooAndShownNowhere() {
        Dataset.fill(set.addresses(6), 20);
        set.grow(8);
        set.addresses(8).forEach(address -> {
            try (Jedis jedis = Nodes.connect(address)) {
                jedis.configSet("masterauth", "s3cret");
                jedis.configSet("requirepass", "s3cret");
            }
        });

        Program.Run run =
                Program.run(Map.of("REDIS_PASSWORD", "s3cret"), set.command("scale", "--expected=8", "--rate=20000"));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("4096 hash slots");
        assertThat(run.out() + run.err()).doesNotContain("s3cret");
    }

    private static void put(Jedis jedis, String key, String value) {
        jedis.asking();
        jedis.set(key, value);
    }

    private Program.Run unchanged(int pods, String command, String... more) {
        return Nodes.unchanged(set.addresses(pods), () -> set.run(command, more));
    }
}
