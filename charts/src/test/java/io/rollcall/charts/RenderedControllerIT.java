// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default mode: the rendered controller forms a cluster of the rendered pods, and answers its own probes. */
class RenderedControllerIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void controller_formsTheCluster_andItsProbesSucceed(@TempDir Path folder) throws Exception {
        Programs.assumeRedis();
        int port = freePort();
        Manifests rendered = Chart.REDIS_CLUSTER.render(Map.of("bootstrap.port", port));
        try (LocalPods pods = new LocalPods(rendered, 6, folder)) {
            LocalKubelet kubelet = pods.besides(
                    rendered.only("Deployment").at("spec", "template", "spec"), folder.resolve("controller"));
            Process controller = kubelet.start("bootstrap");
            try {
                // It is there before the nodes are, as in a cluster.
                Node probes = kubelet.container("bootstrap");
                Awaitility.await("the controller's liveness")
                        .atMost(LIMIT)
                        .until(() -> !controller.isAlive() || answers(probes.at("livenessProbe"), port));
                Assumptions.assumeTrue(
                        controller.isAlive() || !kubelet.log("bootstrap").contains("Unmatched argument"),
                        "this redis-bootstrap has no command \"run\"");
                assertThat(controller.isAlive()).as(kubelet.log("bootstrap")).isTrue();

                pods.start();

                Awaitility.await("a formed cluster").atMost(LIMIT).untilAsserted(() -> {
                    for (int ordinal = 0; ordinal < pods.size(); ordinal++) {
                        assertThat(pods.cli(ordinal, "cluster", "info"))
                                .contains("cluster_state:ok", "cluster_known_nodes:6", "cluster_size:3");
                    }
                });
                Awaitility.await("the controller's readiness")
                        .atMost(LIMIT)
                        .until(() -> answers(probes.at("readinessProbe"), port));

                controller.destroy();
                assertThat(controller.waitFor()).as("ends when told to").isIn(0, 130, 143);
            } finally {
                controller.destroyForcibly();
            }
        }
    }

    /** Asks what an httpGet probe asks. */
    private static boolean answers(Node probe, int port) {
        URI uri = URI.create(
                "http://127.0.0.1:" + port + probe.at("httpGet", "path").text());
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException silent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
