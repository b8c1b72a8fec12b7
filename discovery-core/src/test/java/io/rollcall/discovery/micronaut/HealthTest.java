// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.rollcall.discovery.PeerWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The health endpoints as a kubelet asks them. */
class HealthTest {

    private final HttpClient kubelet = HttpClient.newHttpClient();
    private OrdersDns dns;

    @BeforeEach
    void startDns() {
        dns = new OrdersDns();
    }

    @AfterEach
    void stopDns() {
        dns.close();
    }

    @Test
    void quorumNotYetSeen_isNotReadyButAlive() {
        dns.service().removePod("orders-1");
        dns.service().removePod("orders-2");
        try (EmbeddedServer server = run(Map.of())) {
            await().atMost(OrdersDns.PATIENCE).until(() -> peers(server) == 1);

            assertThat(get(server, "readiness").statusCode()).isEqualTo(503);
            assertThat(get(server, "readiness").body())
                    .contains("\"rollcall-peers\":{\"name\":\"orders\",\"status\":\"DOWN\"")
                    .contains("\"missingOrdinals\":[1,2]");
            assertThat(get(server, "liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void quorumSeenOnce_staysReadyWithoutPeers() {
        try (EmbeddedServer server = run(Map.of())) {
            await().atMost(OrdersDns.PATIENCE)
                    .until(() -> get(server, "readiness").statusCode() == 200);
            dns.service().removePod("orders-1");
            dns.service().removePod("orders-2");
            await().atMost(OrdersDns.PATIENCE).until(() -> peers(server) == 1);

            assertThat(get(server, "readiness").statusCode()).isEqualTo(200);
            assertThat(get(server, "readiness").body()).contains("SELF_ONLY");
        }
    }

    @Test
    void awaitingNobody_isReadyAtOnce() {
        dns.close();
        try (EmbeddedServer server = run(Map.of("rollcall.health.awaited", "empty"))) {
            assertThat(get(server, "readiness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void dnsIsDead_isAlive() {
        dns.close();
        try (EmbeddedServer server = run(Map.of())) {
            assertThat(get(server, "liveness").statusCode()).isEqualTo(200);
            assertThat(get(server, "liveness").body()).contains("rollcall-watch");
        }
    }

    @Test
    void disabled_isNotShown() {
        try (EmbeddedServer server = run(Map.of("rollcall.health.enabled", "false"))) {
            assertThat(get(server, "").body()).doesNotContain("rollcall-");
        }
    }

    private EmbeddedServer run(Map<String, Object> others) {
        Map<String, Object> settings = dns.settings();
        settings.putAll(Map.of(
                "micronaut.application.name", "orders",
                "micronaut.server.port", "-1",
                "endpoints.health.details-visible", "ANONYMOUS"));
        settings.putAll(others);
        return ApplicationContext.run(EmbeddedServer.class, settings);
    }

    private static int peers(EmbeddedServer server) {
        return server.getApplicationContext()
                .getBean(PeerWatch.class)
                .view()
                .peers()
                .size();
    }

    private HttpResponse<String> get(EmbeddedServer server, String kind) {
        try {
            return kubelet.send(
                    HttpRequest.newBuilder(server.getURI().resolve("/health/" + kind))
                            .timeout(OrdersDns.PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
