// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeersControllerTest implements TestPropertyProvider {

    private final HeadlessDns dns = HeadlessDns.start();
    private final Service orders = dns.service("orders", "shop").port("http", 8080);
    private Site site;

    @Override
    public Map<String, String> getProperties() {
        return Map.of(
                "rollcall.service", "orders",
                "rollcall.namespace", "shop",
                "rollcall.cluster-domain", "cluster.local",
                "rollcall.member", "false",
                "rollcall.expected-peers", "3",
                "rollcall.nameservers", Site.nameserver(dns));
    }

    @BeforeEach
    void threePods(EmbeddedServer server, ObjectMapper json) {
        site = new Site(server, json);
        orders.pods().forEach(pod -> pod.remove());
        for (int ordinal = 2; ordinal >= 0; ordinal--) {
            orders.pod("orders-" + ordinal, "127.10.0." + (ordinal + 1));
        }
    }

    @AfterAll
    void stopDns() {
        dns.close();
    }

    @Test
    void peers_areListedByOrdinal() {
        Site.Page page = site.get("/peers");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .containsEntry("service", "orders.shop.svc.cluster.local.")
                .containsEntry("source", "FRESH")
                .containsEntry("completeness", "COMPLETE")
                .containsEntry("whole", true)
                .containsEntry("expectedPeers", 3)
                .containsEntry("missingOrdinals", List.of());
        assertThat(page.list("peers"))
                .containsExactly(
                        Map.of("ordinal", 0, "name", "orders-0", "addresses", List.of("127.10.0.1"), "port", 8080),
                        Map.of("ordinal", 1, "name", "orders-1", "addresses", List.of("127.10.0.2"), "port", 8080),
                        Map.of("ordinal", 2, "name", "orders-2", "addresses", List.of("127.10.0.3"), "port", 8080));
    }

    @Test
    void age_isSmallAndTimeToLiveIsThatOfTheRecords() {
        Map<String, Object> body = site.get("/peers").body();

        assertThat(Duration.parse(body.get("age").toString())).isBetween(Duration.ZERO, Duration.ofSeconds(5));
        assertThat(Duration.parse(body.get("timeToLive").toString())).isPositive();
    }

    @Test
    void lostPod_isMissingByItsOrdinal() {
        orders.removePod("orders-1");

        Map<String, Object> body = site.get("/peers").body();

        assertThat(body).containsEntry("completeness", "QUORUM").containsEntry("missingOrdinals", List.of(1));
    }

    @Test
    void serviceWithoutPods_isUnavailableWithTheReason() {
        orders.pods().forEach(pod -> pod.remove());

        Site.Page page = site.get("/peers");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body())
                .extractingByKey("reason", InstanceOfAssertFactories.STRING)
                .contains("orders.shop.svc.cluster.local.", "check service");
    }

    @Test
    void liveness_isUp() {
        Site.Page page = site.get("/health/liveness");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).containsEntry("status", "UP");
    }

    @Test
    void readiness_saysThatRedisIsMissing() {
        Site.Page page = site.get("/health/readiness");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body().toString()).contains("DNS lists no pod of redis.shop.svc.cluster.local.");
    }
}
