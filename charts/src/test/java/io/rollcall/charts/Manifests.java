// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import java.util.List;
import java.util.Objects;
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

    /** The only document of a kind. */
    Node only(String kind) {
        List<Node> found = documents.stream()
                .filter(document -> kind.equals(document.at("kind").text()))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one " + kind + ", got " + found);
        }
        return found.get(0);
    }

    List<String> kinds() {
        return documents.stream().map(document -> document.at("kind").text()).toList();
    }
}
