// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** values.yaml, values.schema.json, the templates and the README's table say the same. */
class ValuesTest {

    private static final Pattern USE = Pattern.compile("\\.Values\\.([A-Za-z]+(?:\\.[A-Za-z]+)*)");

    static List<Chart> charts() {
        return Chart.all();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyValue_isDescribed(Chart chart) {
        Map<String, Values.Value> values = Values.of(chart).byKey();

        assertThat(values).hasSizeGreaterThan(20);
        assertThat(values)
                .allSatisfy(
                        (key, value) -> assertThat(value.description()).as(key).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyValue_isUsedBySomeTemplate(Chart chart) {
        Set<String> used = used(chart);

        assertThat(Values.of(chart).byKey().keySet())
                .allSatisfy(key -> assertThat(used).as(key).anyMatch(use -> covers(use, key)));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyValueOfATemplate_isInValuesAndSchema(Chart chart) {
        Set<String> keys = Values.of(chart).byKey().keySet();

        assertThat(used(chart)).allSatisfy(use -> {
            assertThat(keys).as(use).anyMatch(key -> covers(use, key) || covers(key, use));
            assertThat(schema(chart, use)).as(use).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyValue_isInTheSchema(Chart chart) {
        assertThat(Values.of(chart).byKey().keySet())
                .allSatisfy(key -> assertThat(schema(chart, key)).as(key).isTrue());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyObjectOfTheSchema_rejectsUnknownKeysOrTakesAll(Chart chart) {
        assertThat(objects(root(chart))).hasSizeGreaterThan(5).allSatisfy(object -> {
            if (object.has("properties")) {
                assertThat(object.at("additionalProperties").value())
                        .as(object.toString())
                        .isEqualTo(false);
            }
        });
    }

    /** {@code -Dcharts.update=true} writes the table anew. */
    @ParameterizedTest
    @MethodSource("charts")
    void tableOfTheReadme_isThatOfTheValues(Chart chart) {
        Path readme = chart.folder().resolve("README.md");
        String table = Values.of(chart).table();
        if (Boolean.getBoolean("charts.update")) {
            Values.write(readme, "values", table);
        }

        assertThat(Values.section(readme, "values"))
                .as("run the test with -Dcharts.update=true to write it")
                .isEqualTo(table);
    }

    /** Whether one path of keys is the other or leads to it. */
    private static boolean covers(String path, String key) {
        return key.equals(path) || key.startsWith(path + ".");
    }

    private static Set<String> used(Chart chart) {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(chart.folder().resolve("templates"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                USE.matcher(Copies.read(file)).results().forEach(match -> used.add(match.group(1)));
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return used;
    }

    private static Node root(Chart chart) {
        return new Node(new Yaml().load(Copies.read(chart.folder().resolve("values.schema.json"))));
    }

    /** Whether the schema has a path of keys, or a free-form map on the way to it. */
    private static boolean schema(Chart chart, String path) {
        Node root = root(chart);
        Node here = root;
        for (String key : path.split("\\.", -1)) {
            if (here.has("$ref")) {
                here = root.at((Object[]) here.at("$ref").text().substring(2).split("/", -1));
            }
            if (!here.has("properties")) {
                return "object".equals(here.at("type").text());
            }
            if (!here.at("properties").has(key)) {
                return false;
            }
            here = here.at("properties", key);
        }
        return true;
    }

    private static List<Node> objects(Node node) {
        Stream<Node> below = node.value() instanceof Map<?, ?>
                ? node.map().values().stream()
                : node.value() instanceof List<?> ? node.list().stream() : Stream.of();
        Stream<Node> self = node.value() instanceof Map<?, ?> map && "object".equals(map.get("type"))
                ? Stream.of(node)
                : Stream.of();
        return Stream.concat(self, below.flatMap(child -> objects(child).stream()))
                .toList();
    }
}
