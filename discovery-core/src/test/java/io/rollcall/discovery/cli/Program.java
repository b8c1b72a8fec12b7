// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.discovery.identity.Sources;
import io.rollcall.discovery.testing.HeadlessDns;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import picocli.CommandLine.Help.Ansi;

/** Runs the program as a user does: in this process, or as one of its own that can get signals. */
public final class Program {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a process finds in a place without Kubernetes. */
    public static final Sources NOWHERE = Sources.of(Map.of());

    /**
     * What a run left.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Run(int code, String out, String err) {
        /** Standard output as one JSON object. */
        public JsonNode json() {
            return parse(out);
        }
    }

    private Program() {}

    /** What a pod of a StatefulSet finds; the kubelet names its service in the hosts file. */
    public static Sources pod(String name, String service, String namespace, Map<String, String> environment) {
        String domain = service + "." + namespace + ".svc.cluster.local";
        return new Sources(
                environment,
                Optional.of("# Kubernetes-managed hosts file.\n10.1.0.7\t" + name + "." + domain + "\t" + name + "\n"),
                Optional.of("search " + namespace + ".svc.cluster.local svc.cluster.local cluster.local\n"
                        + "nameserver 10.96.0.10\noptions ndots:5\n"),
                Optional.of(namespace),
                Optional.of(name + "\n"));
    }

    /** Runs outside of Kubernetes. */
    public static Run run(String... args) {
        return run(NOWHERE, args);
    }

    /** Runs with what a process finds around it. */
    public static Run run(Sources sources, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Rollcall.execute(
                new Surroundings(() -> sources, new PrintWriter(out), new PrintWriter(err), Ansi.OFF), args);
        return new Run(code, out.toString(), err.toString());
    }

    /** Runs what does not end by itself, until its output is enough; then as if by Ctrl-C. */
    public static Run runUntil(Predicate<String> enough, String... args) throws InterruptedException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings =
                new Surroundings(() -> NOWHERE, new PrintWriter(out), new PrintWriter(err), Ansi.OFF);
        AtomicInteger code = new AtomicInteger(-1);
        Thread thread = new Thread(() -> code.set(Rollcall.execute(surroundings, args)));
        thread.start();
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> enough.test(out.toString()) || !thread.isAlive());
        thread.interrupt();
        thread.join();
        return new Run(code.get(), out.toString(), err.toString());
    }

    /** The options that have these servers asked. */
    public static String nameserver(HeadlessDns... servers) {
        return "--nameserver="
                + Arrays.stream(servers)
                        .map(dns -> "127.0.0.1:" + dns.address().getPort())
                        .collect(Collectors.joining(","));
    }

    /** Each line of a text as JSON. */
    public static List<JsonNode> lines(String text) {
        return text.lines().map(Program::parse).toList();
    }

    /** Starts the jar that is shipped, with its output in a file; skips the test where there is none. */
    public static Process start(Path output, String... args) throws IOException {
        Path jar = Path.of(System.getProperty("program.jar", "no program.jar"));
        if (!Files.exists(jar)) {
            System.out.println("skipped: there is no " + jar + "; run it by ./mvnw verify");
        }
        Assumptions.assumeTrue(Files.exists(jar), () -> "there is no " + jar + "; run it by ./mvnw verify");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + text, e);
        }
    }
}
