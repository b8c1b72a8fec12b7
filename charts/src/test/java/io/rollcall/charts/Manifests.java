// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a chart rendered, as parsed YAML. */
record Manifests(List<Node> documents) {

    /** Reads a stream of YAML documents; a key that is given twice is an error. */
    static Manifests parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Iterable<Object> documents = new Yaml(new SafeConstructor(options)).loadAll(yaml);
        return new Manifests(StreamSupport.stream(documents.spliterator(), false)
                .filter(Objects::nonNull)
                .map(Node::new)
                .toList());
    }

    /** With a document that somebody else makes, as a Secret that exists. */
    Manifests with(Node document) {
        return new Manifests(
                Stream.concat(documents.stream(), Stream.of(document)).toList());
    }

    /** A Secret that exists, of keys and texts. */
    static Node secret(String name, Map<String, String> texts) {
        Map<String, String> data = new LinkedHashMap<>();
        texts.forEach((key, text) ->
                data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return new Node(Map.of("kind", "Secret", "metadata", Map.of("name", name), "data", data));
    }

    /** What a Secret holds under a key. */
    String secret(String name, String key) {
        byte[] decoded =
                Base64.getDecoder().decode(named("Secret", name).at("data", key).text());
        return new String(decoded, StandardCharsets.UTF_8);
    }

    /** The documents of a kind. */
    List<Node> all(String kind) {
        return documents.stream()
                .filter(document -> kind.equals(document.at("kind").text()))
                .toList();
    }

    /** The document of a kind and name. */
    Node named(String kind, String name) {
        return all(kind).stream()
                .filter(document -> name.equals(document.at("metadata", "name").text()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + kinds()));
    }

    /** The specs of all pods, with the name of what makes them. */
    Map<String, Node> pods() {
        Map<String, Node> pods = new LinkedHashMap<>();
        for (Node document : documents) {
            String kind = document.at("kind").text();
            String name = kind + " " + document.at("metadata", "name").text();
            if (kind.equals("Pod")) {
                pods.put(name, document.at("spec"));
            } else if (document.has("spec") && document.at("spec").has("template")) {
                pods.put(name, document.at("spec", "template", "spec"));
            }
        }
        return pods;
    }

    /** The only document of a kind. */
    Node only(String kind) {
        List<Node> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + kind + ", got " + found);
        }
        return found.get(0);
    }

    List<String> kinds() {
        return documents.stream().map(document -> document.at("kind").text()).toList();
    }
}
