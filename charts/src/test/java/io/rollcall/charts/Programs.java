// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import io.rollcall.redis.Application;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The programs that the images would bring. */
final class Programs {

    private static final Path SAMPLE_APP = Path.of("../sample-app/target/sample-app.jar");

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
    }

    private Programs() {}

    /** Skips a test, with its reason, where there is no Redis with its client. */
    static void assumeRedis() {
        for (String program : List.of("redis-server", "redis-cli", "sh")) {
            Assumptions.assumeTrue(onPath(program), "there is no " + program + " on the PATH; install Redis 7");
        }
    }

    /** Skips a test, with its reason, where the sample application was not built. */
    static void assumeSampleApp() {
        Assumptions.assumeTrue(
                Files.isReadable(SAMPLE_APP),
                "there is no " + SAMPLE_APP + "; build it with ./mvnw -pl charts -am verify");
    }

    static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The entry point of an image of ours, with as much heap as it has in the containers. */
    static List<String> entryPoint(String image) {
        List<String> program = image.startsWith("rollcall/sample-app")
                ? List.of("-Xmx192m", "-jar", SAMPLE_APP.toAbsolutePath().toString())
                : List.of("-Xmx115m", "-cp", System.getProperty("java.class.path"), Application.class.getName());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(program);
        return command;
    }

    /** Ends a process with this one at the latest. */
    static void endsWithUs(Process process) {
        STARTED.add(process);
        CompletableFuture<Void> unused = process.onExit().thenAccept(STARTED::remove);
    }
}
