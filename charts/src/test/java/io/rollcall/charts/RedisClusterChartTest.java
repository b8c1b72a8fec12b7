// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisClusterChartTest {

    private static final Chart CHART = Chart.REDIS_CLUSTER;

    @Test
    void defaults_areThreeMastersWithAReplicaEach() {
        Manifests rendered = CHART.render();

        assertThat(rendered.only("StatefulSet").at("spec", "replicas").value()).isEqualTo(6);
        assertThat(container(rendered).at("image").text()).isEqualTo("redis:7.4");
    }

    @Test
    void size_followsFromMastersAndReplicas() {
        Manifests rendered = CHART.render(Map.of("masters", 5, "replicasPerMaster", 2));

        assertThat(rendered.only("StatefulSet").at("spec", "replicas").value()).isEqualTo(15);
    }

    @Test
    void twoMasters_areRefused() {
        assertThatThrownBy(() -> CHART.render(Map.of("masters", 2))).hasMessageContaining("masters");
    }

    @Test
    void ports_areNamedForSrvLookups() {
        Node ports = CHART.render(Map.of("redis.port", 7000)).only("Service").at("spec", "ports");

        assertThat(ports.named("redis").at("port").value()).isEqualTo(7000);
        assertThat(ports.named("redis-bus").at("port").value()).isEqualTo(17000);
    }

    @Test
    void portWithoutRoomForTheBus_isRefused() {
        assertThatThrownBy(() -> CHART.render(Map.of("redis.port", 55536))).hasMessageContaining("port");
    }

    @Test
    void arguments_startAClusterNodeThatKeepsItsData() {
        List<String> arguments = container(CHART.render(Map.of("redis.nodeTimeoutMillis", 15000)))
                .at("args")
                .texts();

        assertThat(arguments)
                .containsSequence("--port", "6379")
                .containsSequence("--cluster-enabled", "yes")
                .containsSequence("--cluster-node-timeout", "15000")
                .containsSequence("--cluster-config-file", "/data/nodes.conf")
                .containsSequence("--appendonly", "yes")
                .containsSequence("--dir", "/data");
    }

    @Test
    void extraArguments_comeLast() {
        List<String> arguments = container(
                        CHART.render(Map.of("redis.extraArgs[0]", "--maxmemory", "redis.extraArgs[1]", "512mb")))
                .at("args")
                .texts();

        assertThat(arguments).endsWith("--maxmemory", "512mb");
    }

    @Test
    void probes_doNotAskForTheStateOfTheCluster() {
        Node container = container(CHART.render());

        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.at(probe, "exec", "command").texts())
                    .startsWith("redis-cli")
                    .endsWith("6379", "ping");
        }
    }

    @Test
    void storageClass_isLeftToTheClusterUnlessGiven() {
        Node byDefault = claim(CHART.render());
        Node given = claim(CHART.render(Map.of("persistence.storageClass", "fast", "persistence.size", "8Gi")));

        assertThat(byDefault.has("storageClassName")).isFalse();
        assertThat(given.at("storageClassName").text()).isEqualTo("fast");
        assertThat(given.at("resources", "requests", "storage").text()).isEqualTo("8Gi");
    }

    @Test
    void volumes_outliveTheStatefulSet() {
        Node policy = CHART.render().only("StatefulSet").at("spec", "persistentVolumeClaimRetentionPolicy");

        assertThat(policy.value()).isEqualTo(Map.of("whenDeleted", "Retain", "whenScaled", "Retain"));
    }

    private static Node container(Manifests rendered) {
        return rendered.only("StatefulSet").at("spec", "template", "spec", "containers", 0);
    }

    private static Node claim(Manifests rendered) {
        return rendered.only("StatefulSet").at("spec", "volumeClaimTemplates", 0, "spec");
    }
}
