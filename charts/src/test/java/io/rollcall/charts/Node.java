// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A part of a YAML document: a map, a list or a scalar. */
record Node(Object value) {

    /** Goes down by keys of maps (text) and places in lists (numbers); what is not there is an error. */
    Node at(Object... path) {
        Object here = value;
        for (Object step : path) {
            Object next = null;
            if (here instanceof Map<?, ?> map) {
                next = map.get(step);
            } else if (here instanceof List<?> list && step instanceof Integer place && place < list.size()) {
                next = list.get(place);
            }
            if (next == null) {
                throw new AssertionError("no " + step + " of " + List.of(path) + " in " + here);
            }
            here = next;
        }
        return new Node(here);
    }

    /** The element of a list of maps whose {@code name} is this. */
    Node named(String name) {
        return list().stream()
                .filter(element -> name.equals(element.at("name").text()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no element is named " + name + " in " + value));
    }

    boolean has(String key) {
        return value instanceof Map<?, ?> map && map.containsKey(key);
    }

    String text() {
        return value.toString();
    }

    List<Node> list() {
        if (value instanceof List<?> list) {
            return list.stream().map(Node::new).toList();
        }
        throw new AssertionError("not a list: " + value);
    }

    Map<String, Node> map() {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().toString(), entry -> new Node(entry.getValue())));
        }
        throw new AssertionError("not a map: " + value);
    }

    List<String> texts() {
        return list().stream().map(Node::text).toList();
    }
}
