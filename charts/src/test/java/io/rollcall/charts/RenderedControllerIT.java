// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default mode: the rendered controller forms a cluster of the rendered pods, and keeps it. */
class RenderedControllerIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PROBE = Duration.ofSeconds(5);

    @Test
    void controller_formsTheCluster_answers_andTakesInAPodThatLostItsWorkerAndItsVolume(@TempDir Path folder)
            throws Exception {
        Programs.assumeRedis();
        Manifests rendered = Chart.REDIS_CLUSTER.render(Map.of(
                "redis.nodeTimeoutMillis",
                2000,
                "external.enabled",
                true,
                "external.hostname",
                "$(POD_NAME).redis.example.com"));
        try (LocalPods pods = new LocalPods(rendered, 6, folder)) {
            LocalKubelet kubelet = pods.besides(
                    rendered.only("Deployment").at("spec", "template", "spec"), folder.resolve("controller"));
            // It is there before the nodes are, as in a cluster.
            Process controller = kubelet.start("bootstrap");
            try {
                awaitProbe(kubelet, "livenessProbe");
                assertThat(get(kubelet, "/health").code())
                        .as("nothing is formed yet")
                        .isEqualTo(503);
                pods.start();

                awaitHealth(kubelet);
                pods.assertFormed();
                awaitProbe(kubelet, "readinessProbe");
                assertTells(kubelet);
                assertRedirectsToTheNamesForOutside(pods);

                int lost = pods.replica();
                pods.lose(lost);
                Awaitility.await("the loss of pod " + lost)
                        .atMost(LIMIT)
                        .until(() -> get(kubelet, "/health").code() == 503);
                pods.bringBackEmpty(lost);

                Awaitility.await("a whole cluster again").atMost(LIMIT).untilAsserted(() -> {
                    pods.assertFormed();
                    assertThat(pods.cli(lost, "role")).startsWith("slave").contains("connected");
                });
                Awaitility.await("a look at the new address")
                        .atMost(LIMIT)
                        .untilAsserted(() ->
                                assertThat(get(kubelet, "/status").output()).contains("\"done\":true", pods.ip(lost)));
                assertThat(get(kubelet, "/metrics").output())
                        .contains("rollcall_redis_repairs_total{cause=\"lost_identity\"} 1.0");
                assertMeasures(kubelet);

                controller.destroy();
                assertThat(controller.waitFor(30, TimeUnit.SECONDS))
                        .as("ends when told to")
                        .isTrue();
                assertThat(kubelet.log("bootstrap")).contains("stopped: transient settings are restored");
            } finally {
                controller.destroyForcibly();
            }
        }
    }

    private static void assertRedirectsToTheNamesForOutside(LocalPods pods) {
        assertThat(pods.ordinals()
                        .mapToObj(ordinal -> pods.cli(ordinal, "get", "a key"))
                        .toList())
                .filteredOn(answer -> answer.startsWith("MOVED"))
                .hasSizeGreaterThan(3)
                .allMatch(answer -> answer.strip()
                        .matches("MOVED [0-9]+ " + Chart.REDIS_CLUSTER.fullName()
                                + "-[0-5]\\.redis\\.example\\.com:6379"));
    }

    /** What the README promises of the controller's paths. */
    private static void assertTells(LocalKubelet kubelet) {
        assertThat(get(kubelet, "/status").output()).contains("\"done\":true", Chart.REDIS_CLUSTER.fullName() + "-5");
        assertThat(get(kubelet, "/metrics").output())
                .contains("rollcall_redis_done 1.0", "rollcall_redis_slots_covered 16384.0");
    }

    /** Every figure that the rendered alerts and the dashboard ask for. */
    private static void assertMeasures(LocalKubelet kubelet) {
        Set<String> figures = MonitoringTest.figures();
        String metrics = get(kubelet, "/metrics").output();
        assertThat(figures)
                .hasSizeGreaterThan(8)
                .allSatisfy(figure -> assertThat(metrics).containsPattern("(?m)^" + figure + "[ {]"));
    }

    private static void awaitHealth(LocalKubelet kubelet) {
        Awaitility.await("the cluster's health").atMost(LIMIT).untilAsserted(() -> {
            LocalKubelet.Result health = get(kubelet, "/health");
            assertThat(health.code())
                    .as(() -> health.output() + "\n" + kubelet.log("bootstrap"))
                    .isZero();
        });
    }

    private static void awaitProbe(LocalKubelet kubelet, String probe) {
        Awaitility.await(probe).atMost(LIMIT).untilAsserted(() -> {
            LocalKubelet.Result result =
                    kubelet.act("bootstrap", kubelet.container("bootstrap").at(probe), PROBE);
            assertThat(result.code()).as(result.output()).isZero();
        });
    }

    private static LocalKubelet.Result get(LocalKubelet kubelet, String path) {
        return kubelet.get("8080", path, PROBE);
    }
}
