// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.HeadlessDns;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisConnectionException;

class JedisSeedsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HeadlessDns dns = HeadlessDns.start();
    private PeerDiscovery discovery;
    private PeerWatch watch;

    @BeforeEach
    void openWatch() {
        HeadlessService service = HeadlessService.named("redis")
                .namespace("shop")
                .portName("redis")
                .build();
        discovery = DnsPeerDiscovery.builder(service)
                .nameservers(List.of(dns.address()))
                .build();
        watch = discovery.watch(event -> {});
    }

    @AfterEach
    void close() {
        discovery.close();
        dns.close();
    }

    @Test
    void clusterClient_findsItsClusterByTheServicesName() throws Exception {
        String address = "127.141.0.1";
        // A node that never met another does not know its own address.
        try (RedisProcess redis =
                RedisProcess.start(address, "--cluster-enabled", "yes", "--cluster-announce-ip", address)) {
            await().atMost(PATIENCE)
                    .ignoreException(JedisConnectionException.class)
                    .until(() -> ownsAllSlots(redis));
            dns.service("redis", "shop").port("redis", redis.port()).pod("redis-0", redis.address());

            try (RedisClusterClient client = RedisClusterClient.builder()
                    .nodes(JedisSeeds.of(watch).await(PATIENCE))
                    .build()) {
                client.set("order", "shipped");

                assertThat(client.get("order")).isEqualTo("shipped");
            }
            assertThat(JedisSeeds.of(watch).get()).containsExactly(new HostAndPort(redis.address(), redis.port()));
        }
    }

    @Test
    void nobodyListed_isEmptyNowAndSaysSoAfterTheDeadline() {
        assertThat(JedisSeeds.of(watch).get()).isEmpty();
        assertThatThrownBy(() -> JedisSeeds.of(watch).await(Duration.ofMillis(200)))
                .isInstanceOf(PeersMissingException.class)
                .hasMessageContaining("redis.shop.svc.cluster.local.");
    }

    private static boolean ownsAllSlots(RedisProcess redis) throws IOException {
        try (Jedis jedis = new Jedis(redis.address(), redis.port())) {
            if (jedis.clusterInfo().contains("cluster_slots_assigned:0")) {
                jedis.sendCommand(Protocol.Command.CLUSTER, "ADDSLOTSRANGE", "0", "16383");
            }
            return jedis.clusterInfo().contains("cluster_state:ok");
        }
    }
}
