// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The volumes of a rendered pod, as folders. Claims keep what they hold; everything else goes with its pod. */
final class LocalVolumes {

    private final Manifests manifests;
    private final Node spec;
    private final Path folder;
    private final Map<String, Path> volumes = new HashMap<>();
    private final Map<String, Path> mounts = new LinkedHashMap<>();

    LocalVolumes(Manifests manifests, Node spec, Path folder) {
        this.manifests = manifests;
        this.spec = spec;
        this.folder = folder;
        for (Node container : PodSecurityTest.containers(spec)) {
            for (Node mount : container.at("volumeMounts").list()) {
                mounts.put(
                        mount.at("mountPath").text(),
                        volumes.computeIfAbsent(mount.at("name").text(), this::make));
            }
        }
    }

    private Path make(String name) {
        Path made = folder.resolve(name);
        Optional<Node> volume = spec.at("volumes").list().stream()
                .filter(each -> each.at("name").text().equals(name))
                .findFirst();
        volume.ifPresent(notClaimed -> Copies.delete(made));
        try {
            Files.createDirectories(made);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        volume.ifPresent(source -> fill(made, source));
        return made;
    }

    private void fill(Path made, Node volume) {
        if (volume.has("configMap")) {
            manifests
                    .named("ConfigMap", volume.at("configMap", "name").text())
                    .at("data")
                    .map()
                    .forEach((key, value) -> Copies.write(made.resolve(key), value.text()));
        } else if (volume.has("secret")) {
            Node source = volume.at("secret");
            String secret = source.at("secretName").text();
            if (source.has("items")) {
                source.at("items")
                        .list()
                        .forEach(item -> Copies.write(
                                made.resolve(item.at("path").text()),
                                manifests.secret(secret, item.at("key").text())));
            } else {
                manifests
                        .named("Secret", secret)
                        .at("data")
                        .map()
                        .keySet()
                        .forEach(key -> Copies.write(made.resolve(key), manifests.secret(secret, key)));
            }
        }
    }

    /** The folder that a mount path became. */
    Path mount(String path) {
        return mounts.get(path);
    }

    /** Replaces paths of mounts by those of their folders, in arguments and in what mounted files say. */
    String here(String text) {
        String paths = mounts.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![A-Za-z0-9.])(" + paths + ")(?=[/\\s\"']|$)")
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(mounts.get(found.group(1)).toString()));
    }

    /** Replaces them in the files of a ConfigMap, once. */
    void localise(String mount) {
        try (Stream<Path> files = Files.list(mounts.get(mount))) {
            files.forEach(file -> Copies.write(file, here(Copies.read(file))));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
