// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One pod: an address, a data folder and, while it runs, a server. Not thread-safe. */
public final class LocalPod {

    private static final long GRACE_SECONDS = 5;

    private final String name;
    private final int ordinal;
    private final Path folder;
    private final RedisServer server;
    private final List<String> settings;
    private final Reaper reaper;
    private InetSocketAddress address;
    private @Nullable Process process;

    LocalPod(
            String name,
            int ordinal,
            InetSocketAddress address,
            Path folder,
            RedisServer server,
            List<String> settings,
            Reaper reaper) {
        this.name = name;
        this.ordinal = ordinal;
        this.address = address;
        this.folder = folder;
        this.server = server;
        this.settings = settings;
        this.reaper = reaper;
    }

    /** The pod's name, for instance {@code redis-2}. */
    public String name() {
        return name;
    }

    /** The pod's ordinal. */
    public int ordinal() {
        return ordinal;
    }

    /** Where its server listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** The folder with its data, its nodes.conf and its log ({@code redis.log}). */
    public Path folder() {
        return folder;
    }

    /** Starts the server and returns at once. Does nothing if it runs. */
    public void start() {
        if (isRunning()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            process = new ProcessBuilder(command())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("redis.log").toFile()))
                    .start();
            reaper.add(process);
        } catch (IOException problem) {
            throw new UncheckedIOException(name + " does not start: " + problem.getMessage(), problem);
        }
    }

    private List<String> command() {
        String ip = address.getAddress().getHostAddress();
        List<String> command = new ArrayList<>(List.of(
                server.executable().toString(),
                "--bind",
                ip,
                "--port",
                Integer.toString(address.getPort()),
                "--dir",
                folder.toString(),
                "--cluster-enabled",
                "yes",
                "--protected-mode",
                "no",
                "--save",
                ""));
        // Otherwise every peer sees 127.0.0.1 as the sender, and no MEET completes.
        command.addAll(server.bindsSource() ? List.of("--bind-source-addr", ip) : List.of("--cluster-announce-ip", ip));
        command.addAll(settings);
        return command;
    }

    /** From its next start on, the server listens elsewhere; its data stays, as that of a pod that was rescheduled. */
    void moveTo(InetSocketAddress newAddress) {
        if (isRunning()) {
            throw new IllegalStateException(name + " still runs at " + address);
        }
        address = newAddress;
    }

    /** The id of the server's process, for signals. */
    public long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return running.pid();
    }

    /** Whether the server's process lives. */
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Ends the server as a container runtime would, and waits until it is gone. */
    public void stop() {
        end(false);
    }

    /** Ends the server with SIGKILL, and waits until it is gone. */
    public void kill() {
        end(true);
    }

    private void end(boolean atOnce) {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        try {
            if (atOnce) {
                running.destroyForcibly();
            } else {
                running.destroy();
            }
            if (!running.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
