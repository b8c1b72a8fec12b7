// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.local.LocalPod;
import io.rollcall.redis.local.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * What must be healed, whatever Redis it is. The scenarios are numbered as in the collection of failure modes that they
 * come from.
 */
abstract class HealContract {

    /** The server to test with; ends the test with a reason where there is none. */
    abstract RedisServer server();

    /** Scenarios 1, 3 and 11a. */
    @Test
    void allPodsComeBackElsewhere_idsRolesAndKeysStayWithoutAFailover() {
        try (Clusters cluster = Clusters.formed(server(), 6, "--appendonly", "yes", "--appendfsync", "always")) {
            Map<String, String> keys = cluster.keys();
            Map<String, String> roles = cluster.roles();
            long epoch = cluster.epoch();
            cluster.set().readdress(IntStream.range(0, 6).toArray());
            Nodes.awaitAnswers(cluster.addresses());

            assertThat(cluster.run("verify").code()).isEqualTo(11);
            Program.Run form = cluster.run("form");
            assertThat(form.code()).isEqualTo(11);
            assertThat(form.err()).contains("run heal");
            Program.Run heal = cluster.run("heal");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertThat(heal.out()).contains("formed-moved", "address-changed", "healed in ");
            assertHealthy(cluster);
            assertThat(cluster.keys()).isEqualTo(keys);
            assertThat(cluster.roles()).isEqualTo(roles);
            assertThat(cluster.epoch()).isEqualTo(epoch);
        }
    }

    /** Scenario 6. */
    @Test
    void masterAndReplicaSwapAddresses_everyoneIsFoundAgain() {
        try (Clusters cluster = Clusters.formed(server(), 6, "--appendonly", "yes", "--appendfsync", "always")) {
            Map<String, String> keys = cluster.keys();
            Map<String, String> roles = cluster.roles();
            cluster.set().swap(0, 3);
            Nodes.awaitAnswers(cluster.addresses());

            Program.Run heal = cluster.run("heal");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertHealthy(cluster);
            assertThat(cluster.keys()).isEqualTo(keys);
            assertThat(cluster.roles()).isEqualTo(roles);
        }
    }

    /** Scenario 8: the replica is promoted by vote, and the pod joins with its new id. */
    @Test
    void nodesConfOfAMasterIsLost_itsReplicaTakesOverAndEveryKeyIsThere() throws IOException {
        try (Clusters cluster = Clusters.formed(server(), 6)) {
            Map<String, String> keys = cluster.keys();
            LocalPod lost = cluster.set().pod(0);
            lost.kill();
            Files.delete(lost.folder().resolve("nodes.conf"));
            lost.start();
            Nodes.awaitAnswers(cluster.addresses());

            Program.Run heal = cluster.run("heal");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertThat(heal.out()).contains("master-lost");
            assertHealthy(cluster);
            assertThat(cluster.keys()).isEqualTo(keys);
        }
    }

    static void assertHealthy(Clusters cluster) {
        assertHealthy(cluster, "15000");
    }

    static void assertHealthy(Clusters cluster, String nodeTimeout) {
        Nodes.assertDone(cluster.addresses(), 3, nodeTimeout);
        for (LocalPod pod : cluster.set().pods()) {
            try (Jedis jedis = Nodes.connect(pod.address())) {
                String ip = pod.address().getAddress().getHostAddress();
                assertThat(jedis.clusterNodes().lines().filter(line -> line.contains("myself")))
                        .singleElement()
                        .asString()
                        .contains(" " + ip + ":");
                assertThat(jedis.configGet("cluster-replica-no-failover"))
                        .containsEntry("cluster-replica-no-failover", "no");
            }
        }
        Program.Run verify = cluster.run("verify");
        assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
    }
}
