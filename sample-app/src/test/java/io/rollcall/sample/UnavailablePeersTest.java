// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.ObjectMapper;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.testing.HeadlessDns;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is served when there is nothing to show. */
class UnavailablePeersTest {

    private HeadlessDns dns;

    @BeforeEach
    void startDns() {
        dns = HeadlessDns.start();
        dns.service("orders", "shop").port("http", 8080).pod("orders-0", "127.10.0.1");
    }

    @AfterEach
    void stopDns() {
        dns.close();
    }

    @Test
    void unknownService_saysThatDnsListsNobody() {
        try (EmbeddedServer server = run(Site.nameserver(dns), Map.of("rollcall.service", "ordres"))) {
            Site.Page page = site(server).get("/peers");

            assertThat(page.status()).isEqualTo(503);
            assertThat(page.body()).containsEntry("service", "ordres.shop.svc.cluster.local.");
            assertThat(page.body().get("reason")).asString().contains("DNS lists no peer", "ordres.shop");
            assertThat(page.list("evidence"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).asString().contains("NX_DOMAIN"));
        }
    }

    @Test
    void silentNameserver_saysThatNobodyAnswered() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                EmbeddedServer server = run(
                        "127.0.0.1:" + silent.getLocalPort(),
                        Map.of("rollcall.service", "orders", "rollcall.lookup-deadline", "200ms"))) {
            Site.Page page = site(server).get("/peers");

            assertThat(page.status()).isEqualTo(503);
            assertThat(page.body().get("reason")).asString().contains("no nameserver gave a usable answer");
            assertThat(page.list("evidence"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).asString().contains("TIMEOUT"));
        }
    }

    @Test
    void closedDiscovery_saysSo() {
        try (EmbeddedServer server = run(Site.nameserver(dns), Map.of("rollcall.service", "orders"))) {
            server.getApplicationContext().getBean(PeerDiscovery.class).close();

            Site.Page page = site(server).get("/peers");

            assertThat(page.status()).isEqualTo(503);
            assertThat(page.body().get("reason")).asString().contains("is closed");
        }
    }

    @Test
    void liveness_doesNotDependOnPeers() {
        try (EmbeddedServer server = run(Site.nameserver(dns), Map.of("rollcall.service", "ordres"))) {
            assertThat(site(server).get("/health/liveness").status()).isEqualTo(200);
        }
    }

    @Test
    void withoutRedis_isReady_andSaysSo() {
        dns.service("redis", "shop").port("redis", 6379).pod("redis-0", "127.10.0.9");
        try (EmbeddedServer server = run(
                Site.nameserver(dns),
                Map.of("rollcall.service", "orders", "rollcall.expected-peers", 1, "sample.redis.enabled", false))) {
            Site site = site(server);

            assertThat(site.get("/health/readiness").status()).isEqualTo(200);
            assertThat(site.get("/cluster").list("pods")).isEmpty();
            assertThat(site.get("/kv/a").body().toString()).contains("sample.redis.enabled is false");
        }
    }

    private static EmbeddedServer run(String nameserver, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("rollcall.namespace", "shop");
        all.put("rollcall.cluster-domain", "cluster.local");
        all.put("rollcall.member", "false");
        all.put("rollcall.nameservers", nameserver);
        all.put("micronaut.server.port", -1);
        return ApplicationContext.run(EmbeddedServer.class, all, "test");
    }

    private static Site site(EmbeddedServer server) {
        return new Site(server, server.getApplicationContext().getBean(ObjectMapper.class));
    }
}
