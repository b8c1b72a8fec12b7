// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.ObjectMapper;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.sample.demo.DemoCluster;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is missing is said, and the application recovers by itself when it comes. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecoveryIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void redisThatComesLater_isFoundAndWrittenTo() {
        try (DemoCluster cluster = DemoCluster.published();
                EmbeddedServer server = run(cluster.settings())) {
            Site site = site(server);
            await("silent pods").atMost(SOON).until(() -> readiness(site).contains("none of the 6 pods of redis.demo"));
            assertThat(site.get("/kv/some").status()).isEqualTo(503);
            assertThat(site.get("/kv/some").body().toString()).contains("no node of redis.demo");
            assertThat(site.get("/leader").body().toString()).contains("undecided");

            cluster.form();

            await("readiness")
                    .atMost(SOON)
                    .until(() -> site.get("/health/readiness").status() == 200);
            await("a term")
                    .atMost(SOON)
                    .until(() -> site.get("/leader").body().toString().contains("state=leader"));
            await("writes")
                    .atMost(SOON)
                    .until(() -> (int) site.get("/writes").body().get("verified") > 0);
            assertThat(site.get("/writes").body()).containsEntry("lost", 0);
        }
    }

    @Test
    void dnsThatComesLater_isAsked() throws IOException {
        int port;
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
        }
        Map<String, String> settings = new HashMap<>(Map.of(
                "rollcall.service", "sample-app",
                "rollcall.namespace", "demo",
                "rollcall.cluster-domain", "cluster.local",
                "rollcall.pod-name", "sample-app-0",
                "rollcall.expected-peers", "1",
                "rollcall.lookup-deadline", "500ms",
                "rollcall.watch.longest-backoff", "1s",
                "rollcall.nameservers", "127.0.0.1:" + port));
        try (EmbeddedServer server = run(settings)) {
            Site site = site(server);
            assertThat(readiness(site)).contains("rollcall-peers", "DOWN");
            assertThat(site.get("/leader").body().toString()).contains("DNS has not yet answered");

            try (HeadlessDns dns = HeadlessDns.builder().port(port).start()) {
                dns.service("sample-app", "demo").port("http", 8080).pod("sample-app-0", "127.0.0.1");

                await("the peer").atMost(SOON).until(() -> readiness(site).contains("completeness=COMPLETE"));
            }
        }
    }

    private static String readiness(Site site) {
        return site.get("/health/readiness").body().toString();
    }

    private static EmbeddedServer run(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("micronaut.server.port", -1);
        return ApplicationContext.run(EmbeddedServer.class, all, "test");
    }

    private static Site site(EmbeddedServer server) {
        return new Site(server, server.getApplicationContext().getBean(ObjectMapper.class));
    }
}
