// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.naming.NameUtils;
import io.rollcall.discovery.micronaut.client.ClientConfiguration;
import io.rollcall.discovery.micronaut.health.HealthConfiguration;
import io.rollcall.discovery.micronaut.metrics.MetricsConfiguration;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/micronaut.md against the records that it describes. */
class SettingsReferenceTest {

    private static final List<Class<?>> RECORDS = List.of(
            RollcallConfiguration.class,
            WatchConfiguration.class,
            LeaderConfiguration.class,
            ClientConfiguration.class,
            HealthConfiguration.class,
            MetricsConfiguration.class);

    /** One row. A default in backquotes is one that the record has. */
    private record Setting(String key, String type, String fallback) {}

    @Test
    void table_namesEverySettingWithTypeAndDefault() throws IOException {
        List<Setting> declared =
                RECORDS.stream().flatMap(SettingsReferenceTest::settings).toList();

        assertThat(declared).hasSizeGreaterThan(30);
        assertThat(rows().map(SettingsReferenceTest::withoutWords)).containsExactlyElementsOf(declared);
    }

    private static Stream<Setting> settings(Class<?> settings) {
        String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        Constructor<?> canonical = settings.getDeclaredConstructors()[0];
        return Arrays.stream(canonical.getParameters())
                .map(parameter -> new Setting(
                        prefix + "." + NameUtils.hyphenate(parameter.getName()), type(parameter), fallback(parameter)));
    }

    private static String type(Parameter parameter) {
        Class<?> type = parameter.getParameterizedType() instanceof ParameterizedType optional
                        && parameter.getType() == java.util.Optional.class
                ? (Class<?>) optional.getActualTypeArguments()[0]
                : parameter.getType();
        return Map.of("Integer", "int", "Boolean", "boolean").getOrDefault(type.getSimpleName(), type.getSimpleName());
    }

    private static String fallback(Parameter parameter) {
        Bindable bindable = parameter.getAnnotation(Bindable.class);
        return bindable == null ? "" : bindable.defaultValue();
    }

    private static Stream<Setting> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/micronaut.md")).stream()
                .filter(line -> line.startsWith("| `rollcall."))
                .map(line -> line.split("\\|"))
                .map(cells -> new Setting(cells[1].strip().replace("`", ""), cells[2].strip(), cells[3].strip()));
    }

    /** Words describe what happens where a record has no default, with one exception that Identity has. */
    private static Setting withoutWords(Setting row) {
        boolean inRecord = row.fallback().startsWith("`") && !row.key().equals("rollcall.member");
        return new Setting(row.key(), row.type(), inRecord ? row.fallback().replace("`", "") : "");
    }
}
