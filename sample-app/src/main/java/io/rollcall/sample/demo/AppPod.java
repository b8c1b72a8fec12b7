// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pod of the application: a process of its own, which ends with this one. One thread at a time. */
final class AppPod {

    /** The JVM as in a container of 512 MB. */
    static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:MaxRAM=512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dio.netty.leakDetection.level=disabled");

    private final String name;
    private final int port;
    private final Path log;
    private final List<String> settings;
    private @Nullable Process process;

    AppPod(String name, int port, Path log, List<String> settings) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.settings = settings;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    void start() {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of(
                "-classpath",
                System.getProperty("java.class.path"),
                Tethered.class.getName(),
                "-micronaut.server.host=127.0.0.1",
                "-micronaut.server.port=" + port,
                "-rollcall.pod-name=" + name));
        command.addAll(settings);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException problem) {
            throw new UncheckedIOException(name + " does not start: " + problem.getMessage(), problem);
        }
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    long pid() {
        return process == null ? -1 : process.pid();
    }

    /** Ends it with SIGKILL and waits until it is gone. */
    void kill() {
        Process running = process;
        process = null;
        if (running != null) {
            try {
                running.destroyForcibly().waitFor();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The application, which ends when its input does: when the demo is gone, in whatever way. */
    static final class Tethered {

        private Tethered() {}

        public static void main(String[] args) {
            Thread tether = new Thread(Tethered::endWithParent, "demo-tether");
            tether.setDaemon(true);
            tether.start();
            io.rollcall.sample.Application.main(args);
        }

        private static void endWithParent() {
            try (InputStream input = System.in) {
                while (input.read() >= 0) {
                    // Nothing is ever sent.
                }
            } catch (IOException gone) {
                // Same as its end.
            }
            Runtime.getRuntime().halt(0);
        }
    }
}
