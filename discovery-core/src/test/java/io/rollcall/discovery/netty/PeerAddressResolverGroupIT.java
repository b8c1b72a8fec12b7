// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.jedis.RedisProcess;
import io.rollcall.discovery.testing.HeadlessDns;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerAddressResolverGroupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HeadlessDns dns = HeadlessDns.start();
    private PeerDiscovery discovery;
    private PeerWatch watch;

    @BeforeEach
    void twoPods() throws InterruptedException {
        dns.service("redis", "shop").port("redis", 6379).pod("redis-0", "127.142.0.1");
        dns.service("redis", "shop").pod("redis-1", "127.142.0.2", "fd00::2");
        HeadlessService service = HeadlessService.named("redis")
                .namespace("shop")
                .portName("redis")
                .build();
        discovery = DnsPeerDiscovery.builder(service)
                .nameservers(List.of(dns.address()))
                .build();
        watch = discovery.watch(event -> {});
        watch.await(2, PATIENCE);
    }

    @AfterEach
    void close() {
        discovery.close();
        dns.close();
    }

    @Test
    void lettuce_connectsToAPeerByItsName() throws Exception {
        ClientResources resources = resources();
        try (RedisProcess redis = RedisProcess.start("127.142.0.1");
                RedisClient client =
                        RedisClient.create(resources, "redis://redis-0.redis.shop.svc.cluster.local:" + redis.port());
                StatefulRedisConnection<String, String> connection = connected(client)) {
            connection.sync().set("order", "shipped");

            assertThat(connection.sync().get("order")).isEqualTo("shipped");
        } finally {
            resources.shutdown().syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "redis-0.redis.shop.svc.cluster.local, '[127.142.0.1]'",
        "Redis-1.redis.shop.svc.CLUSTER.local., '[127.142.0.2, fd00:0:0:0:0:0:0:2]'",
        "redis.shop.svc.cluster.local, '[127.142.0.1, 127.142.0.2, fd00:0:0:0:0:0:0:2]'",
        "127.0.0.9, '[127.0.0.9]'"
    })
    void names_areResolvedFromMemory(String name, String addresses) throws Exception {
        dns.close();

        assertThat(resolver()
                        .resolveAll(InetSocketAddress.createUnresolved(name, 6379))
                        .get())
                .extracting(at -> at.getAddress().getHostAddress())
                .hasToString(addresses);
    }

    @Test
    void unknownPeer_failsAtOnceWithThoseThatAreKnown() {
        var lookup = resolver().resolve(InetSocketAddress.createUnresolved("redis-7.redis.shop.svc.cluster.local", 1));

        assertThat(lookup.cause()).hasMessageContaining("redis-7").hasMessageContaining("[redis-0, redis-1]");
    }

    private AddressResolver<InetSocketAddress> resolver() {
        return PeerAddressResolverGroup.of(watch).getResolver(ImmediateEventExecutor.INSTANCE);
    }

    private ClientResources resources() {
        return ClientResources.builder()
                .addressResolverGroup(PeerAddressResolverGroup.of(watch))
                .build();
    }

    private static StatefulRedisConnection<String, String> connected(RedisClient client) {
        return await().atMost(PATIENCE)
                .ignoreException(RedisConnectionException.class)
                .until(client::connect, connection -> true);
    }
}
