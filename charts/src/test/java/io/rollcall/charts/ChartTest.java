// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every chart here promises. */
class ChartTest {

    static List<Chart> charts() {
        return Chart.all();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void strictLint_findsNothing(Chart chart) {
        LintResult lint = chart.lint();

        // Without an icon, which Helm only recommends.
        assertThat(lint.getMessages()).noneMatch(line -> line.contains("[WARNING]") || line.contains("[ERROR]"));
        assertThat(lint.isFailed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void strictLint_fails_whenATemplateIsBroken(Chart chart, @TempDir Path folder) throws IOException {
        Chart broken = copy(chart, folder.resolve(chart.folder()));
        Files.writeString(
                broken.folder().resolve("templates/broken.yaml"), "apiVersion: v1\nkind: {{ .Values.no.such }}");

        LintResult lint = broken.lint();

        assertThat(lint.isFailed()).isTrue();
        assertThat(lint.getMessages()).anyMatch(line -> line.contains("broken.yaml"));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void rendersStatefulSetServiceAndAccount(Chart chart) {
        Manifests rendered = chart.render();

        assertThat(rendered.kinds()).containsExactlyInAnyOrder("ServiceAccount", "Service", "StatefulSet");
        assertThat(rendered.documents()).allSatisfy(document -> {
            assertThat(document.at("metadata", "name").text()).isEqualTo(chart.fullName());
            assertThat(document.at("metadata", "namespace").text()).isEqualTo(Chart.NAMESPACE);
        });
    }

    @ParameterizedTest
    @MethodSource("charts")
    void rendersTheSame_onTheOldestKubernetes(Chart chart) {
        assertThat(chart.render(Chart.OLDEST_KUBERNETES, Map.of())).isEqualTo(chart.render());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void olderKubernetes_isRefused(Chart chart) {
        assertThatThrownBy(() -> chart.render("1.26.15", Map.of())).hasMessageContaining("kubeVersion");
    }

    @ParameterizedTest
    @MethodSource("charts")
    void unknownValue_isRefusedByTheSchema(Chart chart) {
        assertThatThrownBy(() -> chart.render(Map.of("replicsa", 5)))
                .hasMessageContaining("schema")
                .hasMessageContaining("replicsa");
    }

    @ParameterizedTest
    @MethodSource("charts")
    void unknownNestedValue_isRefusedByTheSchema(Chart chart) {
        assertThatThrownBy(() -> chart.render(Map.of("image.tagg", "7.4")))
                .hasMessageContaining("schema")
                .hasMessageContaining("tagg");
    }

    @ParameterizedTest
    @MethodSource("charts")
    void service_isHeadlessAndPublishesPodsBeforeTheyAreReady(Chart chart) {
        Node spec = chart.render().only("Service").at("spec");

        assertThat(spec.at("clusterIP").value()).isEqualTo("None");
        assertThat(spec.at("publishNotReadyAddresses").value()).isEqualTo(true);
        assertThat(spec.at("ports").list())
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port.at("name").text()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void service_cannotBeGivenAnAddress(Chart chart) {
        for (String key : List.of("clusterIP", "service.clusterIP", "publishNotReadyAddresses")) {
            assertThatThrownBy(() -> chart.render(Map.of(key, "10.0.0.10"))).hasMessageContaining("schema");
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void statefulSet_startsInParallelUnderItsHeadlessService(Chart chart) {
        Manifests rendered = chart.render();
        Node service = rendered.only("Service");
        Node spec = rendered.only("StatefulSet").at("spec");

        assertThat(spec.at("podManagementPolicy").value()).isEqualTo("Parallel");
        assertThat(spec.at("serviceName")).isEqualTo(service.at("metadata", "name"));
        assertThat(spec.at("selector", "matchLabels")).isEqualTo(service.at("spec", "selector"));
        assertThat(spec.at("template", "metadata", "labels").map())
                .containsAllEntriesOf(service.at("spec", "selector").map());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void servicePorts_areThoseOfTheContainer(Chart chart) {
        Manifests rendered = chart.render();
        Node container = rendered.only("StatefulSet").at("spec", "template", "spec", "containers", 0);

        assertThat(rendered.only("Service").at("spec", "ports").list())
                .allSatisfy(port -> assertThat(container
                                .at("ports")
                                .named(port.at("targetPort").text())
                                .at("containerPort"))
                        .isEqualTo(port.at("port")));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void pods_haveNoTokenAndFewRights(Chart chart) {
        Manifests rendered = chart.render();
        Node pod = rendered.only("StatefulSet").at("spec", "template", "spec");
        Node container = pod.at("containers", 0);

        assertThat(rendered.only("ServiceAccount")
                        .at("automountServiceAccountToken")
                        .value())
                .isEqualTo(false);
        assertThat(pod.at("automountServiceAccountToken").value()).isEqualTo(false);
        assertThat(pod.at("securityContext", "runAsNonRoot").value()).isEqualTo(true);
        assertThat(pod.at("securityContext", "seccompProfile", "type").text()).isEqualTo("RuntimeDefault");
        assertThat(container.at("securityContext", "readOnlyRootFilesystem").value())
                .isEqualTo(true);
        assertThat(container.at("securityContext", "allowPrivilegeEscalation").value())
                .isEqualTo(false);
        assertThat(container.at("securityContext", "capabilities", "drop").texts())
                .containsExactly("ALL");
    }

    @ParameterizedTest
    @MethodSource("charts")
    void digest_winsOverTag(Chart chart) {
        String digest = "sha256:" + "0a".repeat(32);

        Manifests rendered = chart.render(Map.of("image.tag", "1.2.3", "image.digest", digest));

        assertThat(rendered.only("StatefulSet")
                        .at("spec", "template", "spec", "containers", 0, "image")
                        .text())
                .endsWith("@" + digest);
    }

    @ParameterizedTest
    @MethodSource("charts")
    void longNames_leaveRoomForTheRevisionHash(Chart chart) {
        Manifests rendered = chart.render(Map.of("nameOverride", "n".repeat(52)));

        assertThat(rendered.documents())
                .allSatisfy(document ->
                        assertThat(document.at("metadata", "name").text()).hasSizeLessThanOrEqualTo(52));
        assertThatThrownBy(() -> chart.render(Map.of("fullnameOverride", "n".repeat(53))))
                .hasMessageContaining("schema");
    }

    private static Chart copy(Chart chart, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(chart.folder())) {
            for (Path file : files.toList()) {
                Path copied = target.resolve(chart.folder().relativize(file));
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        }
        return new Chart(target);
    }
}
