// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.rollcall.redis.Program;
import io.rollcall.redis.local.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Redis servers in a {@link PodNetwork}, and the program beside any of them. Looked at through Unix sockets, which no network cuts off. */
final class NetworkPods implements AutoCloseable {

    static final int SIZE = 6;

    final PodNetwork network = new PodNetwork(SIZE);
    private final Path folder;
    private final List<String> settings;
    private final Map<Integer, Process> servers = new HashMap<>();
    private final Map<Integer, Process> programs = new HashMap<>();

    NetworkPods(Path folder, String... settings) {
        this.folder = folder;
        this.settings = List.of(settings);
        IntStream.range(0, SIZE).forEach(pod -> start(pod, network.address(pod)));
        IntStream.range(0, SIZE).forEach(this::awaitAnswer);
    }

    private void start(int pod, String address) {
        List<String> command = new ArrayList<>(List.of(
                RedisServer.find().executable().toString(),
                "--bind",
                address,
                "--dir",
                folder(pod).toString(),
                "--unixsocket",
                socket(pod),
                "--cluster-enabled",
                "yes",
                "--protected-mode",
                "no",
                "--save",
                ""));
        command.addAll(settings);
        Path log = folder(pod).resolve("redis.log");
        servers.put(
                pod,
                start(
                        new ProcessBuilder(network.in(pod, command))
                                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())),
                        log));
    }

    /** Ends the server, and starts it again with its data at another address. */
    void readdress(int pod) {
        servers.get(pod).destroyForcibly().onExit().join();
        String address = network.readdress(pod);
        start(pod, address);
        awaitAnswer(pod);
        programs.values().forEach(program -> ask(program, "pod redis-" + pod + " " + address));
    }

    private void awaitAnswer(int pod) {
        Awaitility.await("answer of redis-" + pod)
                .until(() -> redis(pod, "PING").equals("PONG"));
    }

    /** Runs the program beside a pod. */
    Program.Run run(int pod, String commandLine) {
        Process program = programs.computeIfAbsent(pod, this::beside);
        return new Gson().fromJson(ask(program, commandLine), Program.Run.class);
    }

    private Process beside(int pod) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                InPod.class.getName()));
        IntStream.range(0, SIZE).mapToObj(network::address).forEach(command::add);
        return start(new ProcessBuilder(network.in(pod, command)), folder(pod).resolve("program.log"));
    }

    private static String ask(Process program, String line) {
        try {
            program.outputWriter(StandardCharsets.UTF_8)
                    .append(line)
                    .append('\n')
                    .flush();
            BufferedReader answers = program.inputReader(StandardCharsets.UTF_8);
            return answers.readLine();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** What a server answers. */
    String redis(int pod, String... command) {
        List<String> cli = new ArrayList<>(List.of("redis-cli", "-s", socket(pod)));
        cli.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(cli).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Who is what, with which slots and epoch, as each server tells: what only a command or a vote changes. */
    Map<Integer, String> roles() {
        return each(pod -> redis(pod, "CLUSTER", "NODES")
                .lines()
                .map(line -> line.split(" ", 9))
                .map(f -> f[0] + " " + (f[2].contains("slave") ? "replica of " + f[3] : "master") + " " + f[6] + " "
                        + (f.length > 8 ? f[8] : ""))
                .sorted()
                .collect(Collectors.joining("\n")));
    }

    /** How many commands that change something each server got. */
    Map<Integer, String> changes() {
        return each(pod -> redis(pod, "INFO", "commandstats")
                .lines()
                .filter(line -> line.matches("cmdstat_(cluster.(?!nodes|info).*|config.set|set|del).*"))
                .map(line -> line.replaceFirst(",.*", ""))
                .collect(Collectors.joining("\n")));
    }

    /** What is lowered on the way, as it is now. */
    Map<Integer, String> settings() {
        return each(pod -> redis(pod, "CONFIG", "GET", "cluster-node-timeout")
                + redis(pod, "CONFIG", "GET", "cluster-replica-no-failover")
                + redis(pod, "CONFIG", "GET", "repl-diskless-sync-delay"));
    }

    void assertDone() {
        for (int pod = 0; pod < SIZE; pod++) {
            assertThat(redis(pod, "CLUSTER", "INFO"))
                    .contains("cluster_state:ok", "cluster_slots_ok:16384", "cluster_known_nodes:6", "cluster_size:3");
            assertThat(redis(pod, "CLUSTER", "NODES").lines())
                    .hasSize(SIZE)
                    .allSatisfy(line -> assertThat(line).contains(" connected").doesNotContainPattern("\\bfail\\b"));
            assertThat(redis(pod, "INFO", "replication")).doesNotContain("master_link_status:down");
        }
    }

    private static Map<Integer, String> each(IntFunction<String> question) {
        return IntStream.range(0, SIZE).boxed().collect(Collectors.toMap(pod -> pod, question::apply));
    }

    private String socket(int pod) {
        return folder(pod).resolve("s").toString();
    }

    private Path folder(int pod) {
        try {
            return Files.createDirectories(folder.resolve("redis-" + pod));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static Process start(ProcessBuilder builder, Path log) {
        try {
            return builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
