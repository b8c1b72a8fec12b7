// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Does for one pod of rendered manifests what a kubelet does: volumes become folders, the environment is resolved, and
 * commands run as they were rendered. What containers have and processes on one machine lack stands in for it: paths of
 * mounts are replaced by those of the folders; servers are told to bind to the pod's loopback address, for a network of its
 * own; and programs of Rollcall are told the name server, for an /etc/resolv.conf of their own.
 */
final class LocalKubelet {

    /**
     * What a command left.
     *
     * @param code its exit code; 124 if it was ended because it took too long, as a probe is; for HTTP the status, or 0 for
     *     one of the 200s, which is what a kubelet is content with
     */
    record Result(int code, String output) {}

    private final Manifests manifests;
    private final Node spec;
    private final PodPlace place;
    private final Path folder;
    private final LocalVolumes volumes;

    /** Prepares the volumes of a pod under a folder. */
    LocalKubelet(Manifests manifests, Node spec, PodPlace place, Path folder) {
        this.manifests = manifests;
        this.spec = spec;
        this.place = place;
        this.folder = folder;
        this.volumes = new LocalVolumes(manifests, spec, folder);
    }

    LocalVolumes volumes() {
        return volumes;
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
        boolean ours = !container.has("command");
        if (ours) {
            command.addAll(Programs.entryPoint(container.at("image").text()));
        }
        for (String part : List.of("command", "args")) {
            if (container.has(part)) {
                container.at(part).texts().forEach(word -> command.add(volumes.here(expanded(word, environment))));
            }
        }
        if (ours && container.has("args")) {
            command.add("--nameserver=" + place.nameserver());
            if (command.contains("run")) {
                command.add("--http-host=" + place.ip());
            }
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
                environment.put(variable.at("name").text(), volumes.here(expanded(value(variable), environment)));
            }
        }
        // What the image or the pod's root file system would say.
        environment.put("PATH", System.getenv("PATH"));
        environment.put("ROLLCALL_NODES_CONF", volumes.here("/data/nodes.conf"));
        environment.put("ROLLCALL_NAMESERVERS", place.nameserver());
        environment.put("MICRONAUT_SERVER_HOST", place.ip());
        return environment;
    }

    private String value(Node variable) {
        if (variable.has("value")) {
            return variable.at("value").text();
        }
        Node from = variable.at("valueFrom");
        if (from.has("secretKeyRef")) {
            return manifests.secret(
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

    /** Runs an exec or httpGet probe or hook of a container. */
    Result act(String name, Node action, Duration limit) {
        if (action.has("httpGet")) {
            Node get = action.at("httpGet");
            String port = get.at("port").text();
            return get(
                    port.matches("[0-9]+")
                            ? port
                            : container(name)
                                    .at("ports")
                                    .named(port)
                                    .at("containerPort")
                                    .text(),
                    get.at("path").text(),
                    limit);
        }
        List<String> command =
                action.at("exec", "command").texts().stream().map(volumes::here).toList();
        return run(command, environment(container(name)), limit);
    }

    /** Asks the pod over HTTP. */
    Result get(String port, String path, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + place.ip() + ":" + port + path))
                .timeout(limit)
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return new Result(answer.statusCode() / 100 == 2 ? 0 : answer.statusCode(), answer.body());
        } catch (IOException silent) {
            return new Result(1, silent.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
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
}
