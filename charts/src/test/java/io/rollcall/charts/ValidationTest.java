// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of _validate.tpl, with values that break it and what it says then: key, value, remedy. */
class ValidationTest {

    private static final Pattern FAIL = Pattern.compile("\\{\\{-? *fail ");

    static Stream<Arguments> redisCluster() {
        return Stream.of(
                rule(
                        Map.of("terminationGracePeriodSeconds", 24),
                        "terminationGracePeriodSeconds=24 leaves no time to stop after handoverSeconds=20; set it to 25"),
                rule(
                        Map.of("bootstrap.mode", "sidecar", "bootstrap.port", 16379),
                        "bootstrap.port=16379 is taken in the same pod by redis.port + 10000"),
                rule(
                        Map.of("metrics.enabled", true, "metrics.port", 6379),
                        "metrics.port=6379 is taken in the same pod by redis.port; choose another"),
                rule(
                        Map.of("metrics.serviceMonitor.enabled", true, "bootstrap.mode", "job"),
                        "metrics.serviceMonitor.enabled=true finds nothing to scrape"),
                rule(
                        Map.of("metrics.dashboard.enabled", true),
                        "metrics.dashboard.enabled=true has no figures with metrics.serviceMonitor.enabled=false"),
                rule(Map.of("podLabels.helm\\.sh/chart", "mine"), "podLabels has helm.sh/chart=mine"),
                rule(
                        Map.of(
                                "persistence.selector.matchLabels.a",
                                "b",
                                "persistence.dataSource.kind",
                                "PersistentVolumeClaim",
                                "persistence.dataSource.name",
                                "old"),
                        "persistence.selector={\"matchLabels\":{\"a\":\"b\"}}"),
                rule(
                        Map.of("persistence.enabled", false, "persistence.selector.matchLabels.a", "b"),
                        "persistence.enabled=false makes no volume"),
                rule(
                        Map.of("auth.enabled", false, "auth.existingSecret", "mine"),
                        "auth.existingSecret=mine is not used with auth.enabled=false"),
                rule(Map.of("auth.aclSecret", "rules"), "auth.aclSecret=rules needs auth.existingSecret"),
                rule(
                        Map.of("tls.enabled", true),
                        "tls.enabled=true needs certificates; set tls.existingSecret or tls.certManager.issuerName"),
                rule(
                        Map.of("tls.enabled", true, "tls.existingSecret", "a", "tls.certManager.issuerName", "b"),
                        "tls.existingSecret=a and tls.certManager.issuerName=b are two sources"),
                rule(Map.of("tls.existingSecret", "a"), "tls.enabled=false does not use the certificates of a"),
                rule(
                        Map.of("external.enabled", true, "external.hostname", "redis.example.com"),
                        "external.hostname=\"redis.example.com\" is the same for all pods"),
                rule(
                        external("external.type", "LoadBalancer", "external.loadBalancerIPs[0]", "192.0.2.1"),
                        "external.loadBalancerIPs has 1 addresses for 6 pods"),
                rule(
                        external(
                                "masters",
                                3,
                                "replicasPerMaster",
                                0,
                                "external.loadBalancerIPs[0]",
                                "192.0.2.1",
                                "external.loadBalancerIPs[1]",
                                "192.0.2.2",
                                "external.loadBalancerIPs[2]",
                                "192.0.2.3"),
                        "external.loadBalancerIPs is for external.type=LoadBalancer"),
                rule(
                        external("external.firstNodePort", 32763),
                        "external.firstNodePort=32763 with 6 pods ends above 32767; choose 32762 or lower"),
                rule(
                        Map.of("external.firstNodePort", 30000),
                        "external.loadBalancerIPs are not used with external.enabled=false"),
                rule(
                        Map.of("redis.config", "loglevel notice\nTLS-port 1"),
                        "redis.config sets TLS-port, which the chart owns"),
                rule(
                        Map.of("redis.extraArgs[0]", "--requirepass", "redis.extraArgs[1]", "secret"),
                        "redis.extraArgs has --requirepass, which the chart owns"),
                rule(
                        Map.of("redis.minReplicasToWrite", 2),
                        "redis.minReplicasToWrite=2 can never be met with replicasPerMaster=1"));
    }

    private static Map<String, Object> external(Object... more) {
        Map<String, Object> values = new java.util.HashMap<>(
                Map.of("external.enabled", true, "external.hostname", "$(POD_NAME).example.com"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i].toString(), more[i + 1]);
        }
        return values;
    }

    private static Arguments rule(Map<String, ?> values, String message) {
        return arguments(values, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("redisCluster")
    void brokenRule_saysKeyValueAndRemedy(Map<String, ?> values, String message) {
        assertThatThrownBy(() -> Chart.REDIS_CLUSTER.render(values)).hasMessageContaining(message);
    }

    @Test
    void sidecarOnOldKubernetes_isRefused() {
        assertThatThrownBy(() -> Chart.REDIS_CLUSTER.render("1.28.9", Map.of("bootstrap.mode", "sidecar")))
                .hasMessageContaining("bootstrap.mode=sidecar needs native sidecars")
                .hasMessageContaining("v1.28.9; use bootstrap.mode=controller");
    }

    @Test
    void everyRule_isTested() throws IOException {
        String rules = Files.readString(Chart.REDIS_CLUSTER.folder().resolve("templates/_validate.tpl"));

        // The one that is left is about the version of Kubernetes, above.
        assertThat(FAIL.matcher(rules).results().count())
                .isEqualTo(redisCluster().count() + 1);
    }

    static List<Arguments> schemaErrors() {
        return List.of(
                arguments(Map.of("masters", 2), "/masters"),
                arguments(Map.of("masters", "three"), "/masters"),
                arguments(Map.of("replicasPerMaster", -1), "/replicasPerMaster"),
                arguments(Map.of("image.digest", "sha256:1"), "/image/digest"),
                arguments(Map.of("image.programs", "keydb"), "/image/programs"),
                arguments(Map.of("bootstrap.mode", "operator"), "/bootstrap/mode"),
                arguments(Map.of("bootstrap.timeout", "5 minutes"), "/bootstrap/timeout"),
                arguments(Map.of("bootstrap.extraArgs[0]", "--password=x"), "/bootstrap/extraArgs"),
                arguments(Map.of("redis.port", 55536), "/redis/port"),
                arguments(Map.of("redis.durability", "sometimes"), "/redis/durability"),
                arguments(Map.of("redis.nodeTimeoutMillis", 100), "/redis/nodeTimeoutMillis"),
                arguments(Map.of("auth.password", "secret"), "/auth"),
                arguments(Map.of("tls.authClients", "maybe"), "/tls/authClients"),
                arguments(Map.of("persistence.size", "8 GB"), "/persistence/size"),
                arguments(Map.of("persistence.dataSource.kind", "VolumeSnapshot"), "/persistence/dataSource"),
                arguments(Map.of("persistence.whenDeleted", "Keep"), "/persistence/whenDeleted"),
                arguments(Map.of("spread.worker.mode", false), "/spread/worker/mode"),
                arguments(Map.of("external.firstNodePort", 80), "/external/firstNodePort"),
                arguments(Map.of("external.hostname", "$(HOSTNAME).example.com"), "/external/hostname"),
                arguments(Map.of("podDisruptionBudget.maxUnavailable", 3), "/podDisruptionBudget"),
                arguments(Map.of("security.runAsUser", 0), "/security/runAsUser"),
                arguments(Map.of("resources.limit.memory", "1Gi"), "/resources"),
                arguments(Map.of("metrics.prometheusRule.rules[0].alert", "x"), "/metrics/prometheusRule/rules"),
                arguments(Map.of("probes.liveness.timeoutSecond", 1), "/probes/liveness"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schemaErrors")
    void wrongValue_isRefusedBySchemaWithItsPath(Map<String, ?> values, String path) {
        assertThatThrownBy(() -> Chart.REDIS_CLUSTER.render(values))
                .hasMessageContaining("schema")
                .hasMessageContaining("at '" + path);
    }
}
