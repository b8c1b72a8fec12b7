// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pod Security Standards, level {@code restricted}, field by field (kubernetes.io/docs/concepts/security/pod-security-standards),
 * and what the charts add to it.
 */
class PodSecurityTest {

    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @ParameterizedTest
    @MethodSource("io.rollcall.charts.Chart#everyExample")
    void everyPod_meetsRestricted(Chart.Example example) {
        Map<String, Node> pods = example.render().pods();

        assertThat(pods).isNotEmpty();
        pods.forEach((name, pod) -> {
            assertThat(List.of("hostNetwork", "hostPID", "hostIPC", "hostUsers"))
                    .as(name)
                    .noneMatch(pod::has);
            Node security = pod.at("securityContext");
            assertThat(security.at("runAsNonRoot").value()).as(name).isEqualTo(true);
            assertThat(security.at("seccompProfile", "type").text()).as(name).isEqualTo("RuntimeDefault");
            assertThat((Integer) security.at("runAsUser").value()).as(name).isPositive();
            assertThat(List.of("windowsOptions", "seLinuxOptions", "sysctls", "appArmorProfile"))
                    .as(name)
                    .noneMatch(security::has);
            pod.at("volumes")
                    .list()
                    .forEach(volume -> assertThat(volume.map().keySet().stream().filter(key -> !key.equals("name")))
                            .as(name)
                            .allMatch(VOLUMES::contains));
            containers(pod).forEach(container -> assertRestricted(name, container));
        });
    }

    private static void assertRestricted(String name, Node container) {
        String who = name + " " + container.at("name").text();
        Node security = container.at("securityContext");
        assertThat(security.at("allowPrivilegeEscalation").value()).as(who).isEqualTo(false);
        assertThat(security.at("capabilities").value()).as(who).isEqualTo(Map.of("drop", List.of("ALL")));
        assertThat(List.of("privileged", "procMount", "runAsUser", "runAsNonRoot", "seccompProfile", "seLinuxOptions"))
                .as(who)
                .noneMatch(security::has);
        assertThat(security.at("readOnlyRootFilesystem").value()).as(who).isEqualTo(true);
        if (container.has("ports")) {
            assertThat(container.at("ports").list()).as(who).noneMatch(port -> port.has("hostPort"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.rollcall.charts.Chart#everyExample")
    void noPod_hasATokenOrKnowsTheApi(Chart.Example example) {
        Manifests rendered = example.render();

        rendered.pods().forEach((name, pod) -> {
            assertThat(pod.at("automountServiceAccountToken").value()).as(name).isEqualTo(false);
            assertThat(pod.at("enableServiceLinks").value()).as(name).isEqualTo(false);
        });
        assertThat(rendered.only("ServiceAccount")
                        .at("automountServiceAccountToken")
                        .value())
                .isEqualTo(false);
        assertThat(rendered.kinds()).doesNotContain("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
    }

    /** Init containers and containers of a pod. */
    static List<Node> containers(Node pod) {
        List<Node> containers = new ArrayList<>(pod.at("containers").list());
        if (pod.has("initContainers")) {
            containers.addAll(pod.at("initContainers").list());
        }
        return containers;
    }
}
