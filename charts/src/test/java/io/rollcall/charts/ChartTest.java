// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    void strictLint_fails_whenATemplateIsBroken(Chart chart, @TempDir Path folder) {
        Chart broken = new Chart(folder.resolve(chart.folder()));
        Copies.make(chart, broken.folder(), (file, text) -> text);
        Copies.write(broken.folder().resolve("templates/broken.yaml"), "apiVersion: v1\nkind: {{ .Values.no.such }}");

        LintResult lint = broken.lint();

        assertThat(lint.isFailed()).isTrue();
        assertThat(lint.getMessages()).anyMatch(line -> line.contains("broken.yaml"));
    }

    /** {@code -Dcharts.update=true} writes the snapshot anew. */
    @ParameterizedTest
    @MethodSource("charts")
    void defaults_renderAsInTheSnapshot(Chart chart) {
        Path snapshot = Path.of("src/test/snapshots", chart.folder().getFileName() + ".yaml");
        String rendered = masked(chart.text(Chart.NEWEST_KUBERNETES, Map.of()));
        if (Boolean.getBoolean("charts.update")) {
            Copies.write(snapshot, rendered);
        }

        assertThat(rendered)
                .as("run the test with -Dcharts.update=true to write the snapshot")
                .isEqualTo(Copies.read(snapshot));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void rendersTheSame_onTheOldestKubernetes(Chart chart) {
        assertThat(masked(chart.text(Chart.OLDEST_KUBERNETES, Map.of())))
                .isEqualTo(masked(chart.text(Chart.NEWEST_KUBERNETES, Map.of())));
    }

    /** Without the password, which is another one each time. */
    private static String masked(String rendered) {
        return rendered.replaceAll("(?m)^  password: .*", "  password: generated");
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyObject_hasTheLabelsOfTheRelease(Chart chart) {
        assertThat(chart.render(Map.of("commonLabels.team", "data", "commonAnnotations.owner", "me"))
                        .documents())
                .allSatisfy(document -> {
                    assertThat(document.at("metadata", "labels", "app.kubernetes.io/instance")
                                    .text())
                            .isEqualTo(Chart.RELEASE);
                    assertThat(document.at("metadata", "labels", "team").text()).isEqualTo("data");
                    assertThat(document.at("metadata", "annotations", "owner").text())
                            .isEqualTo("me");
                });
    }

    /** A screen is 24 lines; comments do not count. */
    @ParameterizedTest
    @MethodSource("io.rollcall.charts.Chart#everyExample")
    void noShell_isLongerThanAScreen(Chart.Example example) {
        assertThat(example.render().documents()).allSatisfy(document -> {
            if (document.has("data") && document.at("data").has("prestop.sh")) {
                assertThat(document.at("data", "prestop.sh")
                                .text()
                                .lines()
                                .filter(line -> !line.isBlank() && !line.startsWith("#")))
                        .hasSizeLessThanOrEqualTo(24);
            }
        });
        example.render().pods().values().stream()
                .flatMap(pod -> PodSecurityTest.containers(pod).stream())
                .filter(container -> container.has("args"))
                .flatMap(container -> container.at("args").texts().stream())
                .forEach(argument -> assertThat(argument.lines()).hasSizeLessThanOrEqualTo(3));
    }

    @ParameterizedTest
    @MethodSource("io.rollcall.charts.Chart#everyExample")
    void notes_nameWhatIsThere(Chart.Example example) {
        String notes = example.chart().notes(Map.of(), example.file());

        assertThat(notes)
                .contains("kubectl --namespace shop")
                .contains(example.chart().fullName() + "-0");
        Set<String> names = example.render().documents().stream()
                .map(document -> document.at("metadata", "name").text())
                .collect(Collectors.toSet());
        Pattern.compile("(?:service|statefulset|deployment|secret)[/ ]([a-z0-9-]+)")
                .matcher(notes)
                .results()
                .map(match -> match.group(1))
                .filter(name -> name.startsWith(Chart.RELEASE))
                .forEach(name -> assertThat(names).contains(name));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void olderKubernetes_isRefused(Chart chart) {
        assertThatThrownBy(() -> chart.render("1.27.16", Map.of())).hasMessageContaining("kubeVersion");
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
        Node spec = chart.render().named("Service", chart.fullName()).at("spec");

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
        Node service = rendered.named("Service", chart.fullName());
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

        assertThat(rendered.named("Service", chart.fullName())
                        .at("spec", "ports")
                        .list())
                .allSatisfy(port -> assertThat(container
                                .at("ports")
                                .named(port.at("targetPort").text())
                                .at("containerPort"))
                        .isEqualTo(port.at("port")));
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

        assertThat(rendered.only("StatefulSet").at("metadata", "name").text()).hasSizeLessThanOrEqualTo(52);
        assertThat(rendered.documents())
                .allSatisfy(document ->
                        assertThat(document.at("metadata", "name").text()).hasSizeLessThanOrEqualTo(63));
        assertThatThrownBy(() -> chart.render(Map.of("fullnameOverride", "n".repeat(53))))
                .hasMessageContaining("schema");
    }
}
