// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleAppChartTest {

    private static final Chart CHART = Chart.SAMPLE_APP;

    @Test
    void environment_namesTheServiceAndTheNumberOfPeers() {
        Manifests rendered = CHART.render(Map.of("replicas", 5, "clusterDomain", "corp.example"));
        Node env = container(rendered).at("env");

        assertThat(env.named("ROLLCALL_SERVICE").at("value"))
                .isEqualTo(rendered.named("Service", CHART.fullName()).at("metadata", "name"));
        assertThat(env.named("ROLLCALL_NAMESPACE")
                        .at("valueFrom", "fieldRef", "fieldPath")
                        .text())
                .isEqualTo("metadata.namespace");
        assertThat(env.named("ROLLCALL_CLUSTER_DOMAIN").at("value").text()).isEqualTo("corp.example");
        assertThat(env.named("ROLLCALL_EXPECTED_PEERS").at("value").value()).isEqualTo("5");
        assertThat(rendered.only("StatefulSet").at("spec", "replicas").value()).isEqualTo(5);
    }

    @Test
    void portName_isThatOfTheService() {
        Manifests rendered = CHART.render();
        String portName = container(rendered)
                .at("env")
                .named("ROLLCALL_PORT_NAME")
                .at("value")
                .text();

        assertThat(rendered.named("Service", CHART.fullName())
                        .at("spec", "ports")
                        .named(portName)
                        .at("port")
                        .value())
                .isEqualTo(8080);
    }

    @Test
    void liveness_dependsOnNothingElse() {
        Node container = container(CHART.render());

        assertThat(container.at("livenessProbe", "httpGet", "path").text()).isEqualTo("/health/liveness");
        assertThat(container.at("readinessProbe", "httpGet", "path").text()).isEqualTo("/health/readiness");
    }

    @Test
    void noReplica_isRefused() {
        assertThatThrownBy(() -> CHART.render(Map.of("replicas", 0))).hasMessageContaining("replicas");
    }

    @Test
    void redis_isNamedWithItsPasswordFromASecret() {
        Node env = container(CHART.render(Map.of(
                        "redis.service", "cache-redis-cluster",
                        "redis.namespace", "data",
                        "redis.existingSecret", "cache-auth")))
                .at("env");

        assertThat(env.named("SAMPLE_REDIS_SERVICE").at("value").text()).isEqualTo("cache-redis-cluster");
        assertThat(env.named("SAMPLE_REDIS_NAMESPACE").at("value").text()).isEqualTo("data");
        assertThat(env.named("SAMPLE_REDIS_PASSWORD")
                        .at("valueFrom", "secretKeyRef")
                        .value())
                .isEqualTo(Map.of("name", "cache-auth", "key", "password"));
    }

    @Test
    void redisOverTls_itsCertificatesAreMountedFromASecret() {
        Manifests rendered = CHART.render(Map.of("redis.service", "cache", "redis.tlsSecret", "certificates"));
        Node pod = rendered.only("StatefulSet").at("spec", "template", "spec");
        Node env = container(rendered).at("env");

        assertThat(pod.at("volumes").named("tls").at("secret", "secretName").text())
                .isEqualTo("certificates");
        assertThat(container(rendered)
                        .at("volumeMounts")
                        .named("tls")
                        .at("mountPath")
                        .text())
                .isEqualTo("/tls");
        assertThat(env.named("SAMPLE_REDIS_TLS").at("value").text()).isEqualTo("true");
        assertThat(env.named("SAMPLE_REDIS_CACERT").at("value").text()).isEqualTo("/tls/ca.crt");
        assertThat(env.named("SAMPLE_REDIS_CERT").at("value").text()).isEqualTo("/tls/tls.crt");
        assertThat(env.named("SAMPLE_REDIS_KEY").at("value").text()).isEqualTo("/tls/tls.key");
    }

    @Test
    void brokenRules_sayKeyValueAndRemedy() {
        assertThatThrownBy(() -> CHART.render(Map.of("service.nodePort", 30080)))
                .hasMessageContaining("service.nodePort=30080 is not used with service.type=ClusterIP");
        assertThatThrownBy(() -> CHART.render(Map.of("redis.tlsSecret", "a")))
                .hasMessageContaining("redis.tlsSecret=a is for no cluster; set redis.service");
        assertThatThrownBy(() -> CHART.render(Map.of("redis.existingSecret", "a")))
                .hasMessageContaining("redis.existingSecret=a is the password of no cluster; set redis.service");
        assertThatThrownBy(() -> CHART.render(Map.of("podLabels.app\\.kubernetes\\.io/name", "x")))
                .hasMessageContaining("podLabels has app.kubernetes.io/name=x");
    }

    private static Node container(Manifests rendered) {
        return rendered.only("StatefulSet").at("spec", "template", "spec", "containers", 0);
    }
}
