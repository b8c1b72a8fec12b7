// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest is one that Kubernetes knows, with no field that it does not. */
class ManifestSchemaTest {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Pod", Pod.class),
            Map.entry("v1 Secret", Secret.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class));

    /** cert-manager's, of which there is no model here; from its API reference. */
    private static final Set<String> CERTIFICATE =
            Set.of("secretName", "duration", "renewBefore", "usages", "dnsNames", "issuerRef", "privateKey", "subject");

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new NoAnySetter())
            .build();

    /** The models collect what they do not know; here it has to fail. */
    private static final class NoAnySetter extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("io.rollcall.charts.Chart#everyExample")
    void everyManifest_isOneOfKubernetes(Chart.Example example) {
        assertThat(example.render().documents())
                .isNotEmpty()
                .allSatisfy(document ->
                        assertThat(read(document).getMetadata().getNamespace()).isEqualTo(Chart.NAMESPACE));
    }

    @Test
    void unknownField_isFound() {
        Node typo = new Node(Map.of(
                "apiVersion", "apps/v1", "kind", "StatefulSet", "spec", Map.of("podManagmentPolicy", "Parallel")));

        assertThatThrownBy(() -> read(typo)).hasMessageContaining("podManagmentPolicy");
    }

    private static HasMetadata read(Node document) {
        String kind =
                document.at("apiVersion").text() + " " + document.at("kind").text();
        if (kind.equals("cert-manager.io/v1 Certificate")) {
            assertThat(CERTIFICATE).containsAll(document.at("spec").map().keySet());
            return STRICT.convertValue(
                    Map.of("metadata", document.at("metadata").value()), ConfigMap.class);
        }
        Class<? extends HasMetadata> model = KINDS.get(kind);
        if (model == null) {
            throw new AssertionError(kind + " is none of " + KINDS.keySet());
        }
        HasMetadata read = STRICT.convertValue(document.value(), model);
        assertThat(List.of(read.getApiVersion(), read.getKind())).containsExactly(kind.split(" ", -1));
        return read;
    }
}
