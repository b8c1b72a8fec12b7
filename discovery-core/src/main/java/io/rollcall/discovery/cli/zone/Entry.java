// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.zone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping of the file, with the way to it for messages. Only what was read may be in it.
 *
 * @param where {@code services[0].pods[2]}; empty at the top
 * @param values as YAML gives them
 */
record Entry(String where, Map<?, ?> values) {

    static Entry of(String where, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Entry(where, map);
        }
        throw new ZoneFileException((where.isEmpty() ? "the file" : where) + " is " + shown(value)
                + ", but has to be a mapping (key: value)");
    }

    /** Refuses keys that nobody reads: most of them are misspelt. */
    Entry only(Set<String> known) {
        for (Object key : values.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new ZoneFileException("unknown key " + at(String.valueOf(key)) + "; known are "
                        + known.stream().sorted().toList());
            }
        }
        return this;
    }

    Optional<String> text(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String || value instanceof Number) {
            return Optional.of(value.toString());
        }
        throw new ZoneFileException(at(key) + " is " + shown(value) + ", but has to be a text");
    }

    String required(String key) {
        return text(key).orElseThrow(() -> new ZoneFileException(at(key) + " is missing"));
    }

    boolean flag(String key, boolean unlessSet) {
        Object value = values.get(key);
        if (value == null) {
            return unlessSet;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new ZoneFileException(at(key) + " is " + shown(value) + ", but has to be true or false");
    }

    List<Entry> entries(String key) {
        List<Entry> entries = new ArrayList<>();
        for (Object element : list(key)) {
            entries.add(of(at(key) + "[" + entries.size() + "]", element));
        }
        return entries;
    }

    List<String> texts(String key) {
        return list(key).stream().map(String::valueOf).toList();
    }

    /** Port numbers by name, in their order. */
    Map<String, Integer> ports(String key) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        Object value = values.get(key);
        if (value == null) {
            return ports;
        }
        of(at(key), value).values.forEach((name, number) -> {
            if (!(number instanceof Integer port)) {
                throw new ZoneFileException(
                        at(key) + "." + name + " is " + shown(number) + ", but has to be a port number");
            }
            ports.put(String.valueOf(name), port);
        });
        return ports;
    }

    /** One value stands for a list of one. */
    private List<?> list(String key) {
        Object value = values.get(key);
        return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
    }

    private String at(String key) {
        return where.isEmpty() ? key : where + "." + key;
    }

    private static String shown(Object value) {
        return value == null ? "empty" : "\"" + value + "\"";
    }
}
