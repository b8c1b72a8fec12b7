// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a chart's values.yaml says: each value with its default and the comment above it. */
record Values(Map<String, Value> byKey) {

    /**
     * A value.
     *
     * @param text the default, as it is written there; of a map, its lines
     * @param description the comment that begins with {@code # --}; empty if there is none
     */
    record Value(String text, String description) {}

    static Values of(Chart chart) {
        return parse(Copies.read(chart.folder().resolve("values.yaml")).lines().toList());
    }

    private static Values parse(List<String> lines) {
        Map<String, Value> found = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        String whole = null;
        for (String line : lines) {
            String text = line.strip();
            int depth = (line.length() - line.stripLeading().length()) / 2;
            if (whole != null && !text.isEmpty() && depth > depth(whole)) {
                Value map = Objects.requireNonNull(found.get(whole));
                found.put(whole, new Value(map.text() + line.substring(2 * depth(whole)) + "\n", map.description()));
            } else if (text.startsWith("# -- ")) {
                comment.setLength(0);
                comment.append(text.substring(5));
            } else if (text.startsWith("#") && !comment.isEmpty()) {
                comment.append(' ').append(text.substring(1).strip());
            } else if (text.matches("[A-Za-z]+:.*")) {
                path.subList(depth, path.size()).clear();
                path.add(text.substring(0, text.indexOf(':')));
                String key = String.join(".", path);
                String value = text.substring(text.indexOf(':') + 1).strip();
                whole = null;
                if (!value.isEmpty() || !comment.isEmpty()) {
                    found.put(key, new Value(value, comment.toString()));
                    // A map that is described as a whole, with its default below it.
                    whole = value.isEmpty() ? key : null;
                }
                comment.setLength(0);
            }
        }
        return new Values(found);
    }

    private static int depth(String key) {
        return (int) key.chars().filter(c -> c == '.').count();
    }

    /** The table of the README. */
    String table() {
        return byKey.entrySet().stream()
                .map(entry -> "| `" + entry.getKey() + "` | "
                        + code(entry.getValue().text()) + " | "
                        + entry.getValue().description().replace("|", "\\|") + " |\n")
                .collect(Collectors.joining("", "| value | default | meaning |\n|---|---|---|\n", ""));
    }

    private static String code(String text) {
        return "`" + text.strip().replaceAll("\\s*\\n\\s*", " ") + "`";
    }

    /** The section of a file between the lines {@code <!-- name -->} and {@code <!-- /name -->}. */
    static String section(Path file, String name) {
        String text = Copies.read(file);
        int start = text.indexOf(begin(name));
        int end = text.indexOf(end(name));
        if (start < 0 || end < start) {
            throw new AssertionError(file + " has no section " + begin(name).strip());
        }
        return text.substring(start + begin(name).length(), end);
    }

    /** Replaces that section. */
    static void write(Path file, String name, String content) {
        Copies.write(file, Copies.read(file).replace(begin(name) + section(file, name), begin(name) + content));
    }

    private static String begin(String name) {
        return "<!-- " + name + " -->\n";
    }

    private static String end(String name) {
        return "<!-- /" + name + " -->";
    }
}
