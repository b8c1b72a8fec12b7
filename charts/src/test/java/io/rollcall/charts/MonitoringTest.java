// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Alerts and dashboard. That the figures exist which they ask for, RenderedControllerIT sees. */
class MonitoringTest {

    private static final Pattern FIGURE = Pattern.compile("\\b((?:rollcall_redis|redis)_[a-z_]+)\\{([^}]*)}");

    @Test
    void byDefault_thereIsNeither() {
        assertThat(Chart.REDIS_CLUSTER.render().kinds()).doesNotContain("PrometheusRule", "ServiceMonitor");
        assertThat(Chart.REDIS_CLUSTER.render().all("ConfigMap")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"controller, true, 7", "sidecar, false, 4", "job, true, 3"})
    void alerts_areAboutWhatIsScraped(String mode, boolean exporter, int count) {
        Manifests rendered = monitored(Map.of("bootstrap.mode", mode, "metrics.enabled", exporter));

        List<Node> rules = rules(rendered);
        assertThat(rules).hasSize(count).allSatisfy(rule -> {
            assertThat(rule.at("annotations", "summary").text()).endsWith(".");
            assertThat(rule.at("labels", "severity").text()).isIn("warning", "critical");
        });
        String text = rules.toString();
        assertThat(text.contains("rollcall_redis_")).isEqualTo(!mode.equals("job"));
        assertThat(text.contains("redis_up")).isEqualTo(exporter);
    }

    @Test
    void figures_areThoseOfThisReleaseOnly() {
        Manifests rendered = monitored(Map.of("metrics.enabled", true));
        String service = rendered.only("ServiceMonitor").at("metadata", "name").text() + "-metrics";

        Matcher figures = FIGURE.matcher(rules(rendered).toString() + expressions(dashboard(rendered)));

        assertThat(figures.results())
                .hasSizeGreaterThan(20)
                .allSatisfy(figure -> assertThat(figure.group(2))
                        .isEqualTo("namespace=\"" + Chart.NAMESPACE + "\",service=\"" + service + "\""));
        assertThat(rendered.named("Service", service).at("kind").text()).isEqualTo("Service");
    }

    @Test
    void alertsForReplicas_knowHowManyThereShouldBe() {
        assertThat(rules(monitored(Map.of("masters", 5, "replicasPerMaster", 2)))
                        .toString())
                .contains("}) < 10,");
    }

    @Test
    void ownRulesAndLabels_areAdded() {
        Manifests rendered = monitored(Map.of(
                "metrics.prometheusRule.rules[0].alert", "Mine",
                "metrics.prometheusRule.rules[0].expr", "vector(1)",
                "metrics.prometheusRule.labels.release", "prometheus",
                "metrics.dashboard.annotations.folder", "Redis"));

        assertThat(rules(rendered))
                .last()
                .satisfies(rule -> assertThat(rule.at("alert").text()).isEqualTo("Mine"));
        assertThat(rendered.only("PrometheusRule")
                        .at("metadata", "labels", "release")
                        .text())
                .isEqualTo("prometheus");
        assertThat(configMap(rendered).at("metadata", "annotations", "folder").text())
                .isEqualTo("Redis");
        assertThat(configMap(rendered)
                        .at("metadata", "labels", "grafana_dashboard")
                        .text())
                .isEqualTo("1");
    }

    @Test
    void dashboard_isOneOfItsOwnWithAPanelForEachFigure() {
        Node dashboard = dashboard(monitored(Map.of()));

        assertThat(dashboard.at("title").text()).isEqualTo("Redis Cluster shop/" + Chart.REDIS_CLUSTER.fullName());
        assertThat(dashboard.at("uid").text()).matches("[0-9a-f]{12}");
        assertThat(dashboard.at("panels").list())
                .extracting(panel -> panel.at("id").value())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(14);
        assertThat(dashboard.at("panels").list())
                .noneMatch(panel -> panel.toString().contains("@"));
        assertThat(expressions(dashboard))
                .allSatisfy(expression ->
                        assertThat(count(expression, '(')).as(expression).isEqualTo(count(expression, ')')));
    }

    /** Every figure of redis-bootstrap that alerts and dashboard ask for. */
    static Set<String> figures() {
        Manifests rendered = monitored(Map.of("metrics.enabled", true));
        Set<String> names = new HashSet<>();
        FIGURE.matcher(rules(rendered).toString() + expressions(dashboard(rendered)))
                .results()
                .map(figure -> figure.group(1))
                .filter(name -> name.startsWith("rollcall_"))
                .forEach(names::add);
        return names;
    }

    private static Manifests monitored(Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("metrics.serviceMonitor.enabled", true);
        all.put("metrics.prometheusRule.enabled", true);
        all.put("metrics.dashboard.enabled", true);
        return Chart.REDIS_CLUSTER.render(all);
    }

    private static List<Node> rules(Manifests rendered) {
        return rendered.only("PrometheusRule").at("spec", "groups", 0, "rules").list();
    }

    private static Node configMap(Manifests rendered) {
        return rendered.named("ConfigMap", Chart.REDIS_CLUSTER.fullName() + "-dashboard");
    }

    private static Node dashboard(Manifests rendered) {
        return new Node(new Yaml()
                .load(configMap(rendered)
                        .at("data", Chart.REDIS_CLUSTER.fullName() + ".json")
                        .text()));
    }

    private static List<String> expressions(Node dashboard) {
        return dashboard.at("panels").list().stream()
                .filter(panel -> panel.has("targets"))
                .flatMap(panel -> panel.at("targets").list().stream())
                .map(target -> target.at("expr").text())
                .toList();
    }

    private static long count(String text, char symbol) {
        return text.chars().filter(c -> c == symbol).count();
    }
}
