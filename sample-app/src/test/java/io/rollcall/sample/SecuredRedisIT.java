// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.ObjectMapper;
import io.rollcall.redis.Certificates;
import io.rollcall.redis.MinimalAcl;
import io.rollcall.sample.demo.DemoCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster that speaks TLS only, asks everybody for a certificate, and gives the application's user the rights that the
 * README tells.
 */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecuredRedisIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ADMINISTRATOR = "s3cr3t-of-the-administrator";
    private static final String USER = "s3cr3t-of-the-application";

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static DemoCluster cluster;

    @BeforeAll
    static void formCluster() throws Exception {
        certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.sign("ca", "node", Certificates.PODS);
        certificates.sign("ca", "application", "DNS:sample-app");
        certificates.authority("stranger");
        List<String> settings = new ArrayList<>(certificates.serverSettings("node"));
        settings.addAll(List.of("--port", "0"));
        settings.addAll(List.of("--tls-auth-clients", "yes"));
        settings.addAll(List.of("--requirepass", ADMINISTRATOR, "--masterauth", ADMINISTRATOR, "--user"));
        settings.addAll(List.of(MinimalAcl.USUAL.user("sample", USER).split(" ")));
        cluster = DemoCluster.formed(
                settings,
                Map.of("REDIS_PASSWORD", ADMINISTRATOR),
                List.of(
                        "--tls",
                        "--cacert=" + certificates.file("ca.crt"),
                        "--cert=" + certificates.file("node.crt"),
                        "--key=" + certificates.file("node.key")));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void mutualTlsAndAUserOfFewRights_everythingWorks() {
        try (EmbeddedServer server = run(Map.of())) {
            Site site = site(server);

            await("the cluster")
                    .atMost(SOON)
                    .until(() -> field(site, "/cluster", "state").equals("OK"));
            await("verified writes")
                    .atMost(SOON)
                    .until(() -> (int) site.get("/writes").body().get("verified") > 0);
            await("steps of the counter")
                    .atMost(SOON)
                    .until(() -> (int) site.get("/counter").body().get("value") > 0);
            assertThat(site.put("/kv/greeting", "hello").status()).isEqualTo(200);
            assertThat(field(site, "/kv/greeting", "value")).isEqualTo("hello");
            assertThat(field(site, "/leader", "state")).contains("state=leader", "leads in epoch");
            assertThat(field(site, "/writes", "lost")).isEqualTo("0");
            assertThat(field(site, "/counter", "problem")).isEmpty();
            assertThat(site.get("/health/readiness").status()).isEqualTo(200);
        }
    }

    @Test
    void otherAuthority_isNamedAsTheReasonForSilentPods() {
        try (EmbeddedServer server = run(Map.of("sample.redis.cacert", certificates.file("stranger.crt")))) {
            Site site = site(server);

            await("the reason")
                    .atMost(SOON)
                    .until(() -> field(site, "/cluster", "pods").contains("TLS"));
            assertThat(site.get("/kv/greeting").status()).isEqualTo(503);
            assertThat(site.get("/health/readiness").status()).isEqualTo(503);
        }
    }

    @Test
    void certificateWithoutItsKey_endsTheStart() {
        assertThatThrownBy(() -> run(Map.of("sample.redis.key", "")).close())
                .hasStackTraceContaining("sample.redis: a certificate needs its key");
    }

    private static EmbeddedServer run(Map<String, String> more) {
        Map<String, Object> all = new HashMap<>(cluster.settings());
        all.put("micronaut.server.port", -1);
        all.put("sample.redis.username", "sample");
        all.put("sample.redis.password", USER);
        all.put("sample.redis.tls", true);
        all.put("sample.redis.cacert", certificates.file("ca.crt"));
        all.put("sample.redis.cert", certificates.file("application.crt"));
        all.put("sample.redis.key", certificates.file("application.key"));
        all.putAll(more);
        return ApplicationContext.run(EmbeddedServer.class, all, "test");
    }

    private static Site site(EmbeddedServer server) {
        return new Site(server, server.getApplicationContext().getBean(ObjectMapper.class));
    }

    private static String field(Site site, String path, String name) {
        return String.valueOf(site.get(path).body().get(name));
    }
}
