// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.local.LocalPod;
import io.rollcall.redis.local.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Further scenarios of broken clusters, with the Redis of this machine. */
class HealIT extends HealContract {

    private final RedisServer server = RedisServer.find();

    @Override
    RedisServer server() {
        return server;
    }

    /** Scenario 2: every node takes every other for failed already, which is when replicas want to fail over. */
    @Test
    void allPodsCameBackElsewhereAndItIsNoticedLate_stillNoFailover() {
        String timeout = "2000";
        try (Clusters cluster = Clusters.formed(
                server, 6, "--appendonly", "yes", "--appendfsync", "always", "--cluster-node-timeout", timeout)) {
            Map<String, String> keys = cluster.keys();
            Map<String, String> roles = cluster.roles();
            long epoch = cluster.epoch();
            cluster.set().readdress(IntStream.range(0, 6).toArray());
            Nodes.awaitAnswers(cluster.addresses());
            Awaitility.await("everybody suspects everybody")
                    .until(() -> cluster.addresses().stream().allMatch(address -> {
                        try (Jedis jedis = Nodes.connect(address)) {
                            return jedis.clusterNodes()
                                    .lines()
                                    .allMatch(line -> line.contains("myself") || line.contains("fail"));
                        }
                    }));

            Program.Run heal = cluster.run("heal");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertHealthy(cluster, timeout);
            assertThat(cluster.keys()).isEqualTo(keys);
            assertThat(cluster.roles()).isEqualTo(roles);
            assertThat(cluster.epoch()).isEqualTo(epoch);
        }
    }

    /** Scenarios 4 and 5. */
    @Test
    void oneMasterComesBackElsewhere_itsOwnAddressAndItsReplicasLinkAreRight() {
        try (Clusters cluster = Clusters.formed(server, 6, "--appendonly", "yes", "--appendfsync", "always")) {
            Map<String, String> keys = cluster.keys();
            cluster.set().readdress(1);
            Nodes.awaitAnswers(cluster.addresses());

            Program.Run heal = cluster.run("heal");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertHealthy(cluster);
            assertThat(cluster.keys()).isEqualTo(keys);
        }
    }

    /** Its replica, which has not found it yet, holds the only copy. */
    @Test
    void masterComesBackElsewhereWithoutData_refusedUntilItsReplicaMayTakeOver() throws IOException {
        IntFunction<List<String>> persistent =
                ordinal -> ordinal == 0 ? List.of() : List.of("--appendonly", "yes", "--appendfsync", "always");
        try (Clusters cluster = Clusters.formed(server, 6, persistent)) {
            Map<String, String> keys = cluster.keys();
            cluster.set().readdress(IntStream.range(0, 6).toArray());
            Nodes.awaitAnswers(cluster.addresses());

            Program.Run refused = cluster.run("heal");

            assertThat(refused.code()).as(refused.err()).isEqualTo(3);
            assertThat(refused.err()).contains("redis-0", "redis-3", "holds no key", "nothing was changed");
            assertThat(cluster.run("form").code()).isEqualTo(3);

            LocalPod emptied = cluster.set().pod(0);
            emptied.kill();
            Files.delete(emptied.folder().resolve("nodes.conf"));
            emptied.start();
            Nodes.awaitAnswers(cluster.addresses());
            Program.Run heal = cluster.run("heal");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertHealthy(cluster);
            assertThat(cluster.keys()).isEqualTo(keys);
        }
    }

    @Test
    void nodesConfOfAReplicaIsLost_itJoinsAgainAndTheOldIdIsForgotten() throws IOException {
        try (Clusters cluster = Clusters.formed(server, 6)) {
            LocalPod lost = cluster.set().pod(5);
            lost.kill();
            Files.delete(lost.folder().resolve("nodes.conf"));
            lost.start();
            Nodes.awaitAnswers(cluster.addresses());

            Program.Run heal = cluster.run("heal");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertThat(heal.out()).contains("lost-identity", "replica-missing");
            assertHealthy(cluster);
        }
    }

    /** Scenario 14: nothing is persisted and DNS lists the pods no more, which is the proof. */
    @Test
    void majorityOfTheMastersIsLost_theirReplicasTakeOver() {
        try (Clusters cluster = Clusters.formed(server, 6)) {
            Map<String, String> keys = cluster.keys();
            cluster.lose(0);
            cluster.lose(1);

            Program.Run heal = cluster.run("heal", "--patience=1s");

            assertThat(heal.code()).as(heal.err()).isEqualTo(12);
            assertThat(heal.out()).contains("quorum-lost");
            assertThat(cluster.keys()).isEqualTo(keys);
            for (int ordinal = 2; ordinal < 6; ordinal++) {
                try (Jedis jedis = Nodes.connect(cluster.set().pod(ordinal).address())) {
                    assertThat(jedis.clusterInfo()).contains("cluster_state:ok", "cluster_slots_ok:16384");
                    assertThat(jedis.configGet("cluster-node-timeout")).containsEntry("cluster-node-timeout", "15000");
                }
            }
        }
    }

    @Test
    void majorityOfTheMastersIsLostWithPersistedData_refusedUnlessAllowed() {
        try (Clusters cluster = Clusters.formed(server, 6, "--appendonly", "yes", "--appendfsync", "always")) {
            cluster.lose(0);
            cluster.lose(1);

            Program.Run refused = cluster.run("heal", "--patience=1s");
            Program.Run allowed = cluster.run("heal", "--patience=1s", "--allow-takeover");

            assertThat(refused.code()).isEqualTo(3);
            assertThat(refused.err()).contains("--allow-takeover", "newer data");
            assertThat(allowed.code()).as(allowed.err()).isEqualTo(12);
        }
    }

    /** Scenarios 13 and 14: labels decide roles, and what a failover drifted is moved back on request. */
    @Test
    void mastersDriftToOneWorker_reportedAndRepairedOnRequest() {
        List<String> workers = List.of("a", "a", "b", "b", "c", "c");
        try (Clusters cluster = Clusters.formed(
                server, 6, ordinal -> List.of("--syslog-ident", "rollcall:worker=" + workers.get(ordinal)))) {
            Map<String, String> keys = cluster.keys();
            assertThat(cluster.run("verify").out()).doesNotContain("placement-drift");
            failOverOne(cluster);

            assertThat(cluster.run("verify").out()).contains("placement-drift");
            Program.Run heal = cluster.run("heal", "--repair-placement");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertThat(cluster.run("verify").out()).contains("formed-healthy").doesNotContain("placement-drift");
            assertThat(cluster.keys()).isEqualTo(keys);
        }
    }

    private static void failOverOne(Clusters cluster) {
        LocalPod replica = cluster.set().pods().stream()
                .filter(pod -> isReplica(pod))
                .findFirst()
                .orElseThrow();
        try (Jedis jedis = Nodes.connect(replica.address())) {
            jedis.clusterFailover();
        }
        Awaitility.await().until(() -> cluster.run("verify").code() == 0);
    }

    private static boolean isReplica(LocalPod pod) {
        try (Jedis jedis = Nodes.connect(pod.address())) {
            return jedis.info("replication").contains("role:slave");
        }
    }
}
