// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does for one pod of rendered manifests what a kubelet does: volumes become folders, the environment is resolved, and
 * commands run as they were rendered. What containers have and processes on one machine lack stands in for it: paths of
 * mounts are replaced by those of the folders; a Redis server is told to bind to the pod's loopback address, for a network
 * of its own; and redis-bootstrap is told the name server, for an /etc/resolv.conf of its own.
 */
final class LocalKubelet {

    /**
     * What a command left.
     *
     * @param code its exit code; 124 if it was ended because it took too long, as a probe is
     */
    record Result(int code, String output) {}

    private final Manifests manifests;
    private final Node spec;
    private final PodPlace place;
    private final Path folder;
    private final Map<String, Path> mounts = new LinkedHashMap<>();

    /** Prepares the volumes of a pod under a folder. */
    LocalKubelet(Manifests manifests, Node spec, PodPlace place, Path folder) {
        this.manifests = manifests;
        this.spec = spec;
        this.place = place;
        this.folder = folder;
        mkdir(folder);
        for (Node container : PodSecurityTest.containers(spec)) {
            for (Node mount : container.at("volumeMounts").list()) {
                mounts.computeIfAbsent(
                        mount.at("mountPath").text(),
                        path -> volume(mount.at("name").text()));
            }
        }
    }

    private Path volume(String name) {
        Path made = folder.resolve(name);
        if (Files.isDirectory(made)) {
            return made;
        }
        Node volume = spec.at("volumes").list().stream()
                .filter(each -> each.at("name").text().equals(name))
                .findFirst()
                .orElse(new Node(Map.of("persistentVolumeClaim", Map.of())));
        mkdir(made);
        if (volume.has("configMap")) {
            manifests
                    .named("ConfigMap", volume.at("configMap", "name").text())
                    .at("data")
                    .map()
                    .forEach((key, value) -> Copies.write(made.resolve(key), value.text()));
        } else if (volume.has("secret")) {
            String secret = volume.at("secret", "secretName").text();
            for (Node item : volume.at("secret", "items").list()) {
                Copies.write(
                        made.resolve(item.at("path").text()),
                        secret(secret, item.at("key").text()));
            }
        }
        return made;
    }

    private String secret(String name, String key) {
        byte[] decoded = Base64.getDecoder()
                .decode(manifests.named("Secret", name).at("data", key).text());
        return new String(decoded, StandardCharsets.UTF_8);
    }

    /** The folder that a mount path became. */
    Path mount(String path) {
        return mounts.get(path);
    }

    /** The container of this name, be it an init container. */
    Node container(String name) {
        return PodSecurityTest.containers(spec).stream()
                .filter(container -> container.at("name").text().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container " + name));
    }

    /** Its command and arguments, as they run. */
    List<String> command(Node container) {
        Map<String, String> environment = environment(container);
        List<String> command = new ArrayList<>();
        if (!container.has("command")) {
            command.addAll(Programs.bootstrap());
        }
        for (String part : List.of("command", "args")) {
            if (container.has(part)) {
                container.at(part).texts().forEach(word -> command.add(here(expanded(word, environment))));
            }
        }
        if (!container.has("command")) {
            command.add("--nameserver=" + place.nameserver());
        } else if (command.stream().anyMatch(word -> word.endsWith("-server"))) {
            command.addAll(List.of("--bind", place.ip(), "--bind-source-addr", place.ip()));
        }
        return command;
    }

    /** The environment that a container has. */
    Map<String, String> environment(Node container) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (container.has("env")) {
            for (Node variable : container.at("env").list()) {
                environment.put(variable.at("name").text(), here(expanded(value(variable), environment)));
            }
        }
        // What the image or the pod's root file system would say.
        environment.put("PATH", System.getenv("PATH"));
        environment.put("ROLLCALL_NODES_CONF", here("/data/nodes.conf"));
        return environment;
    }

    private String value(Node variable) {
        if (variable.has("value")) {
            return variable.at("value").text();
        }
        Node from = variable.at("valueFrom");
        if (from.has("secretKeyRef")) {
            return secret(
                    from.at("secretKeyRef", "name").text(),
                    from.at("secretKeyRef", "key").text());
        }
        return place.field(from.at("fieldRef", "fieldPath").text());
    }

    private static String expanded(String text, Map<String, String> environment) {
        String expanded = text;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            expanded = expanded.replace("$(" + variable.getKey() + ")", variable.getValue());
        }
        return expanded;
    }

    /** Replaces paths of mounts by those of their folders, in arguments and in what mounted files say. */
    private String here(String text) {
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

    /** Starts a container and does not wait for it; its output goes to a file with its name. */
    Process start(String name) {
        return start(command(container(name)), environment(container(name)), folder.resolve(name + ".log"));
    }

    private Process start(List<String> command, Map<String, String> environment, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Programs.endsWithUs(process);
            return process;
        } catch (IOException problem) {
            throw new UncheckedIOException(command + " does not start: " + problem, problem);
        }
    }

    /** What a container that was started has said so far. */
    String log(String name) {
        return Copies.read(folder.resolve(name + ".log"));
    }

    /** Runs a container to its end. */
    Result run(String name, Duration limit) {
        return run(command(container(name)), environment(container(name)), limit);
    }

    /** Runs an exec probe or hook, {@code {exec: {command: [...]}}}, in a container. */
    Result exec(String name, Node action, Duration limit) {
        Map<String, String> environment = new HashMap<>(environment(container(name)));
        List<String> command =
                action.at("exec", "command").texts().stream().map(this::here).toList();
        return run(command, environment, limit);
    }

    private Result run(List<String> command, Map<String, String> environment, Duration limit) {
        Path output = folder.resolve("run-" + System.nanoTime() + ".log");
        Process process = start(command, environment, output);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                return new Result(124, Copies.read(output));
            }
            return new Result(process.exitValue(), Copies.read(output));
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void mkdir(Path made) {
        try {
            Files.createDirectories(made);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
