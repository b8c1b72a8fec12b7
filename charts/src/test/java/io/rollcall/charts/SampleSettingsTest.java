// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.micronaut.LeaderConfiguration;
import io.rollcall.discovery.micronaut.RollcallConfiguration;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart tells the sample application is what that reads, and nothing that somebody needs is missing. */
class SampleSettingsTest {

    private static final Path APPLICATION = Path.of("../sample-app/src/main");
    /** Read by discovery-core's identity and by Micronaut. */
    private static final Set<String> OTHERS = Set.of("POD_NAME", "MICRONAUT_SERVER_PORT");
    /** What DNS tells, and what only experiments change; extraEnv can set it. */
    private static final Set<String> NOT_OFFERED = Set.of(
            "SAMPLE_REDIS_PORT_NAME",
            "SAMPLE_REDIS_DEFAULT_PORT",
            "SAMPLE_REDIS_TIMEOUT",
            "SAMPLE_REDIS_POLL_INTERVAL",
            "SAMPLE_MONITOR_LANES",
            "SAMPLE_MONITOR_KEYS_PER_LANE",
            "SAMPLE_MONITOR_INTERVAL",
            "SAMPLE_MONITOR_WAIT_REPLICAS",
            "SAMPLE_MONITOR_WAIT_TIMEOUT");

    private static final Map<String, Object> WITH_REDIS = Map.of(
            "redis.service", "cache",
            "redis.namespace", "data",
            "redis.username", "shop",
            "redis.existingSecret", "secret",
            "redis.tlsSecret", "certificates");

    static List<Manifests> rendered() {
        return List.of(Chart.SAMPLE_APP.render(), Chart.SAMPLE_APP.render(WITH_REDIS));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void everyVariable_isReadByTheApplication(Manifests rendered) {
        Set<String> read = new HashSet<>(OTHERS);
        read.addAll(settings());
        read.addAll(variables(RollcallConfiguration.PREFIX, RollcallConfiguration.class));
        read.addAll(variables(LeaderConfiguration.PREFIX, LeaderConfiguration.class));

        assertThat(variables(rendered)).isNotEmpty().isSubsetOf(read);
    }

    @Test
    void everySetting_isOfferedOrLeftOutOnPurpose() {
        Set<String> offered = rendered().stream()
                .flatMap(manifests -> variables(manifests).stream())
                .collect(Collectors.toSet());

        Set<String> settings = settings();
        assertThat(settings).hasSizeGreaterThan(12).containsAll(NOT_OFFERED);
        settings.removeAll(NOT_OFFERED);
        assertThat(offered).containsAll(settings).doesNotContainAnyElementsOf(NOT_OFFERED);
    }

    @Test
    void defaults_areThoseOfTheApplication() throws IOException {
        Properties application = new Properties();
        try (Reader reader = Files.newBufferedReader(APPLICATION.resolve("resources/application.properties"))) {
            application.load(reader);
        }
        Node env = env(Chart.SAMPLE_APP.render(WITH_REDIS));

        assertThat(Map.of(
                        "sample.redis.expected-peers", "SAMPLE_REDIS_EXPECTED_PEERS",
                        "sample.monitor.enabled", "SAMPLE_MONITOR_ENABLED",
                        "rollcall.expected-peers", "ROLLCALL_EXPECTED_PEERS",
                        "rollcall.port-name", "ROLLCALL_PORT_NAME",
                        "rollcall.default-port", "MICRONAUT_SERVER_PORT"))
                .allSatisfy((property, variable) -> assertThat(
                                env.named(variable).at("value").text())
                        .as(property)
                        .isEqualTo(application.getProperty(property)));
    }

    /** The settings of the application's own, from the records that hold them. */
    private static Set<String> settings() {
        return Stream.of("redis/RedisSettings", "monitor/MonitorSettings")
                .flatMap(file -> {
                    String source = Copies.read(APPLICATION.resolve("java/io/rollcall/sample/" + file + ".java"));
                    Matcher record = Pattern.compile(
                                    "@ConfigurationProperties\\(\"([a-z.]+)\"\\)\\s.*?record \\w+\\(([^)]*)\\)",
                                    Pattern.DOTALL)
                            .matcher(source);
                    assertThat(record.find()).as(file).isTrue();
                    return Arrays.stream(record.group(2).split(",", -1))
                            .map(component -> component.strip().replaceAll(".*\\s", ""))
                            .map(component -> variable(record.group(1), component));
                })
                .collect(Collectors.toSet());
    }

    private static Set<String> variables(String prefix, Class<? extends Record> settings) {
        return Arrays.stream(settings.getRecordComponents())
                .map(RecordComponent::getName)
                .map(component -> variable(prefix, component))
                .collect(Collectors.toSet());
    }

    private static String variable(String prefix, String component) {
        return (prefix.replace('.', '_') + "_" + component.replaceAll("([A-Z])", "_$1")).toUpperCase(Locale.ROOT);
    }

    private static Set<String> variables(Manifests rendered) {
        return env(rendered).list().stream()
                .map(variable -> variable.at("name").text())
                .collect(Collectors.toSet());
    }

    private static Node env(Manifests rendered) {
        return rendered.only("StatefulSet").at("spec", "template", "spec", "containers", 0, "env");
    }
}
