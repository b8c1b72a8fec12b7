// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.annotation.Property;
import io.micronaut.core.type.Argument;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.rollcall.redis.local.LocalPod;
import io.rollcall.sample.demo.DemoCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Every endpoint, against six real Redis servers. */
@MicronautTest
@Property(name = "micronaut.server.port", value = "-1")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndpointsIT implements TestPropertyProvider {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final DemoCluster cluster = DemoCluster.formed();
    private EmbeddedServer server;
    private ObjectMapper json;

    @Override
    public Map<String, String> getProperties() {
        return cluster.settings();
    }

    @BeforeEach
    void wholeCluster(EmbeddedServer server, ObjectMapper json) {
        this.server = server;
        this.json = json;
        await("the whole cluster")
                .atMost(Duration.ofSeconds(40))
                .until(() -> "OK".equals(body("/cluster").get("state")));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void cluster_showsShardsSlotsRolesWorkersAndLag() {
        Map<String, Object> body = body("/cluster");

        assertThat(body).containsEntry("slotsServed", 16384).containsEntry("expectedPods", 6);
        assertThat(list(body, "shards")).hasSize(3);
        assertThat(list(body, "pods"))
                .hasSize(6)
                .allSatisfy(pod -> assertThat(pod)
                        .containsKeys("address", "lag", "epoch")
                        .containsEntry("version", cluster.redis().server().version()))
                .extracting(pod -> pod.get("worker"))
                .containsExactly("worker-0", "worker-1", "worker-2", "worker-0", "worker-1", "worker-2");
        assertThat(list(body, "pods"))
                .filteredOn(pod -> pod.get("role").equals("REPLICA"))
                .hasSize(3)
                .allSatisfy(replica ->
                        assertThat(replica).containsEntry("linkUp", true).doesNotContainEntry("of", null));
    }

    @Test
    void leader_leadsInAFencedEpochAndAdvancesTheCounter() {
        await("a fenced term").atMost(SOON).until(() -> state().get("epoch") != null);
        long before = ((Number) body("/counter").get("value")).longValue();

        assertThat(state()).containsEntry("state", "leader").containsEntry("leader", "sample-app-0");
        assertThat(state().get("reason")).asString().contains("leads in epoch");
        assertThat(list(body("/leader"), "history")).isNotEmpty();
        await("a step").atMost(SOON).until(() -> ((Number) body("/counter").get("value")).longValue() > before);
        assertThat(body("/counter"))
                .containsEntry("owner", "sample-app-0")
                .containsEntry("clashes", 0)
                .containsEntry("epoch", state().get("epoch"));
    }

    private Map<String, Object> state() {
        return map(body("/leader").get("state"));
    }

    @Test
    void writes_areAcknowledgedAndVerified() {
        await("verified writes")
                .atMost(SOON)
                .until(() -> ((Number) body("/writes").get("verified")).longValue() > 50);

        assertThat(body("/writes")).containsEntry("lost", 0).containsEntry("waitReplicas", 1);
    }

    @Test
    void key_isWrittenReadAndRemoved() {
        assertThat(send("PUT", "/kv/greeting", "hello").statusCode()).isEqualTo(200);
        assertThat(body("/kv/greeting")).containsEntry("key", "greeting").containsEntry("value", "hello");
        assertThat(send("DELETE", "/kv/greeting", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/kv/greeting", "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/kv/greeting", "").statusCode()).isEqualTo(404);
    }

    @Test
    void keyOfARequest_touchesNothingButItsPrefix() {
        assertThat(send("PUT", "/kv/counter", "9").statusCode()).isEqualTo(200);

        LocalPod owner = cluster.masterOf(JedisClusterCRC16.getSlot("kv:counter"));
        assertThat(DemoCluster.<Boolean>ask(owner, jedis -> jedis.exists("kv:counter")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%3Cscript%3E", "a%0Ab", "%C3%A4", "a%20b", "a%7Bb%7D"})
    void keyOutsideOfTheAlphabet_isRefusedWithoutBeingRepeated(String key) {
        HttpResponse<String> response = send("PUT", "/kv/" + key, "x");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("a key is 1 to 128 of").doesNotContain("<", "script");
    }

    @Test
    void keyThatIsTooLong_isRefused() {
        assertThat(send("GET", "/kv/" + "k".repeat(129), "").statusCode()).isEqualTo(400);
    }

    @Test
    void valueThatIsTooLong_isRefused() {
        assertThat(send("PUT", "/kv/long", "v".repeat(4097)).statusCode()).isEqualTo(413);
        assertThat(send("PUT", "/kv/long", "v".repeat(40_000)).statusCode()).isEqualTo(413);
        assertThat(send("PUT", "/kv/long", "ä".repeat(2048)).statusCode()).isEqualTo(200);
    }

    @Test
    void downSlot_isNamedWithItsOwner_andComesBackByFailover() {
        int slot = JedisClusterCRC16.getSlot("kv:victim");
        assertThat(send("PUT", "/kv/victim", "kept").statusCode()).isEqualTo(200);
        LocalPod owner = cluster.masterOf(slot);

        owner.kill();
        try {
            HttpResponse<String> down = send("GET", "/kv/victim", "");

            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(down.body()).contains("hash slot " + slot + " belongs to " + owner.name());
            await("failover")
                    .atMost(SOON)
                    .until(() -> send("GET", "/kv/victim", "").statusCode() == 200);
            assertThat(body("/kv/victim")).containsEntry("value", "kept");
            await("the page's view")
                    .atMost(SOON)
                    .until(() -> "DEGRADED".equals(body("/cluster").get("state")));
            assertThat(send("GET", "/timeline", "").body())
                    .contains("does not answer any more", "slots ", " went from ");
        } finally {
            owner.start();
        }
    }

    @Test
    void events_tellEverythingAtOnce() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(server.getURI().resolve("/events")).build(), BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        Set<String> topics = new HashSet<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            while (!topics.containsAll(Set.of("peers", "leader", "cluster", "writes", "counter", "timeline"))) {
                String line = lines.readLine();
                if (line.startsWith("event: ")) {
                    topics.add(line.substring("event: ".length()));
                }
            }
        }
        assertThat(topics).hasSizeGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness", "/peers"})
    void wholeCluster_becomesHealthyAndStaysSo(String path) {
        // Its own peers and its writes take a moment longer than Redis.
        await(path).atMost(SOON).until(() -> send("GET", path, "").statusCode() == 200);
        assertThat(send("GET", path, "").statusCode()).isEqualTo(200);
    }

    @Test
    void prometheus_hasTheMetersOfDiscovery() {
        assertThat(send("GET", "/prometheus", "").body()).contains("rollcall_lookup", "sample_writes_acknowledged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/app.js",
                "/style.css",
                "/icon.svg",
                "/explorer.html",
                "/explorer.js",
                "/cluster",
                "/kv/none",
                "/nowhere"
            })
    void everyAnswer_hasAStrictPolicy(String path) {
        HttpResponse<String> response = send("GET", path, "");

        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void openApi_documentsEveryEndpoint() {
        Map<String, Object> paths = map(body("/openapi/rollcall-sample.json").get("paths"));

        assertThat(paths)
                .containsOnlyKeys(
                        "/cluster",
                        "/counter",
                        "/events",
                        "/health",
                        "/health/{selector}",
                        "/kv/{key}",
                        "/leader",
                        "/peers",
                        "/prometheus",
                        "/timeline",
                        "/writes");
        assertThat(map(paths.get("/kv/{key}"))).containsOnlyKeys("get", "put", "delete");
    }

    private HttpResponse<String> send(String method, String path, String text) {
        HttpRequest request = HttpRequest.newBuilder(server.getURI().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "text/plain")
                .method(method, text.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(text))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + path, e);
        }
    }

    private Map<String, Object> body(String path) {
        try {
            return json.readValue(send("GET", path, "").body(), Argument.mapOf(String.class, Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<Map<String, Object>> list(Map<String, Object> body, String key) {
        return ((List<?>) body.get(key)).stream().map(EndpointsIT::map).toList();
    }
}
