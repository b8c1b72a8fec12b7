// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A {@code redis-server} executable of this machine.
 *
 * @param executable the file
 * @param version what it calls itself, for instance {@code 7.0.15}
 */
public record RedisServer(Path executable, String version) {

    private static final Pattern VERSION = Pattern.compile("\\bv=(\\d+\\.\\d+\\.\\d+)");

    /**
     * Finds one: the system property {@code redis.server} unless it is blank, then the PATH, then any
     * {@link RedisServerSource}.
     *
     * @throws IllegalStateException if there is none, or the one that the property names does not run
     */
    public static RedisServer find() {
        String named = System.getProperty("redis.server");
        if (named != null && !named.isBlank()) {
            return at(Path.of(named));
        }
        return onPath().or(() -> ServiceLoader.load(RedisServerSource.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(RedisServerSource::redisServer)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(RedisServer::at))
                .orElseThrow(() -> new IllegalStateException(
                        "found no redis-server on the PATH and none on the class path for this machine; install Redis 6.2"
                                + " or newer, or name one with -Dredis.server=<file>"));
    }

    /** The one on the PATH. */
    public static Optional<RedisServer> onPath() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(RedisServer::at);
    }

    /**
     * The one in a file.
     *
     * @throws IllegalStateException if it does not run or does not tell its version
     */
    public static RedisServer at(Path executable) {
        try {
            Process process = new ProcessBuilder(executable.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(text);
            if (!version.find()) {
                throw new IllegalStateException(
                        executable + " --version says \"" + text.strip() + "\", which names no version of Redis");
            }
            return new RedisServer(executable, version.group(1));
        } catch (IOException problem) {
            throw new UncheckedIOException(executable + " does not run: " + problem.getMessage(), problem);
        }
    }

    /** Whether it can send from the address that it listens on ({@code bind-source-addr}, Redis 7.0). */
    boolean bindsSource() {
        return Integer.parseInt(version.substring(0, version.indexOf('.'))) >= 7;
    }
}
