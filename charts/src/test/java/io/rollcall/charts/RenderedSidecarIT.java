// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mode sidecar: six rendered sidecars form one cluster, and each hands its master over before the pod stops. */
class RenderedSidecarIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void sidecars_formTheCluster_andPreStopReturnsWhenTheMasterIsAReplica(@TempDir Path folder) {
        Programs.assumeRedis();
        Manifests rendered =
                Chart.REDIS_CLUSTER.render(Map.of("bootstrap.mode", "sidecar", "redis.nodeTimeoutMillis", 2000));
        try (LocalPods pods = new LocalPods(rendered, 6, folder)) {
            pods.start();

            Awaitility.await("a formed cluster").atMost(LIMIT).untilAsserted(pods::assertFormed);
            assertThat(pods.ordinals().boxed().toList()).allSatisfy(ordinal -> {
                LocalKubelet kubelet = pods.kubelet(ordinal);
                LocalKubelet.Result alive =
                        kubelet.act("bootstrap", kubelet.container("bootstrap").at("livenessProbe"), LocalPods.LIMIT);
                assertThat(alive.code()).as(alive.output()).isZero();
            });

            int master = pods.master();
            LocalKubelet.Result handed = pods.preStop(master);

            assertThat(handed.code()).as(handed.output()).isZero();
            assertThat(handed.output()).contains("-" + master + " handed over to ");
            assertThat(pods.cli(master, "role")).startsWith("slave");
            LocalKubelet.Result again = pods.preStop(master);
            assertThat(again.code()).as("a replica has nothing to hand over").isZero();
            assertThat(again.output()).contains("is a replica");
        }
    }
}
