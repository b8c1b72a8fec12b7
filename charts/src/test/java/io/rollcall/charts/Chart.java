// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** A chart folder. */
record Chart(Path folder) {

    static final Chart REDIS_CLUSTER = new Chart(Path.of("redis-cluster"));
    static final Chart SAMPLE_APP = new Chart(Path.of("sample-app"));

    static final String RELEASE = "blue";
    static final String NAMESPACE = "shop";

    static final String OLDEST_KUBERNETES = "1.28.0";
    static final String NEWEST_KUBERNETES = "1.35.0";

    /** The annotation that makes an object a hook, and what copies have instead. */
    private static final String HOOK = "helm.sh/hook\"";

    static List<Chart> all() {
        return List.of(REDIS_CLUSTER, SAMPLE_APP);
    }

    /** The name of every object that release {@code blue} renders. */
    String fullName() {
        return RELEASE + "-" + folder.getFileName();
    }

    LintResult lint() {
        return new Helm(folder).lint().strict().call();
    }

    /** The values files that come with the chart. */
    List<Path> examples() {
        try (Stream<Path> files = Files.list(folder.resolve("examples"))) {
            return files.sorted().toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Every example of every chart, with its chart. */
    static Stream<Named<Example>> everyExample() {
        return all().stream()
                .flatMap(chart -> chart.examples().stream().map(file -> new Example(chart, file)))
                .map(example -> Named.of(example.file().toString(), example));
    }

    /** A values file of a chart. */
    record Example(Chart chart, Path file) {
        Manifests render() {
            return Manifests.parse(chart.text(NEWEST_KUBERNETES, Map.of(), file));
        }
    }

    /** What a release renders, hooks and tests included. */
    String text(String kubernetes, Map<String, ?> values, Path... files) {
        return render(withoutHooks(), kubernetes, values, files);
    }

    private static String render(Path folder, String kubernetes, Map<String, ?> values, Path... files) {
        ApiServer.start();
        TemplateCommand template = new Helm(folder)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(kubernetes);
        for (Path file : files) {
            template.withValuesFile(file.toAbsolutePath());
        }
        values.forEach(template::set);
        return template.call();
    }

    Manifests render(String kubernetes, Map<String, ?> values) {
        return Manifests.parse(text(kubernetes, values));
    }

    Manifests render(Map<String, ?> values) {
        return render(NEWEST_KUBERNETES, values);
    }

    Manifests render() {
        return render(Map.of());
    }

    /** What helm shows after the release was installed; helm-java does not, so here it is rendered as a template. */
    String notes(Map<String, ?> values, Path... files) {
        ApiServer.start();
        Path copy = Copies.of("notes", this, (file, text) -> text);
        Copies.write(copy.resolve("notes"), Copies.read(folder.resolve("templates/NOTES.txt")));
        Copies.write(copy.resolve("templates/notes.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: notes
                data:
                  text: {{ tpl (.Files.Get "notes") . | toJson }}
                """);
        Manifests rendered = Manifests.parse(render(copy, NEWEST_KUBERNETES, values, files));
        return rendered.named("ConfigMap", "notes").at("data", "text").text();
    }

    /** A copy of this folder whose hooks are plain objects: helm-java leaves hooks out of what it renders. */
    private Path withoutHooks() {
        return Copies.of("plain", this, (file, text) -> text.replace(HOOK, "test.helm.sh/hook\""));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
