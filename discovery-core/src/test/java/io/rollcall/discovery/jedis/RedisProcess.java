// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.jedis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A redis-server from {@code -Dredis.server} or the PATH, at an address of its own, like a pod. */
public final class RedisProcess implements AutoCloseable {

    private static final int PORT = 6379;

    private final Process process;
    private final Path directory;
    private final String address;

    private RedisProcess(Process process, Path directory, String address) {
        this.process = process;
        this.directory = directory;
        this.address = address;
    }

    /** Starts one, or skips the test where there is none. */
    public static RedisProcess start(String address, String... options) throws IOException {
        Optional<Path> program = program();
        Assumptions.assumeTrue(program.isPresent(), "no redis-server on the PATH or in -Dredis.server");
        Path directory = Files.createTempDirectory("rollcall-redis");
        List<String> command = new ArrayList<>(List.of(
                program.orElseThrow().toString(), "--bind", address, "--port", Integer.toString(PORT), "--save", ""));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        return new RedisProcess(process, directory, address);
    }

    /** Where it listens. */
    public String address() {
        return address;
    }

    /** The same for all. */
    public int port() {
        return PORT;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Path> program() {
        return Stream.concat(
                        Stream.ofNullable(System.getProperty("redis.server")).map(Path::of),
                        Stream.of(System.getenv("PATH").split(":")).map(place -> Path.of(place, "redis-server")))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
