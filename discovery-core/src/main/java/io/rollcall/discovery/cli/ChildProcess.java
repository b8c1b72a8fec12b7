// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program that was started by this one: its arguments as they are, without a shell; its output is ours. Whoever waits
 * for it and is interrupted, because this process is to end, hands that on to it and all that it started.
 *
 * @since 0.1
 */
public final class ChildProcess {

    private final Process process;
    private final Duration grace;

    private ChildProcess(Process process, Duration grace) {
        this.process = process;
        this.grace = grace;
    }

    /**
     * Starts it.
     *
     * @param command the program and its arguments
     * @param environment the whole of its environment
     * @param stdin what it reads; the end of the file comes after it
     * @param grace how long it may take to end once it was told to
     * @throws IOException if it cannot be started
     */
    public static ChildProcess start(
            List<String> command, Map<String, String> environment, String stdin, Duration grace) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(stdin.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            // It need not read what it is given.
        }
        return new ChildProcess(process, grace);
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it ended with; 128 and the signal's number if it was one. Only after it has ended. */
    public int code() {
        return process.exitValue();
    }

    /**
     * Waits for its end.
     *
     * @return whether it ended in time
     * @throws InterruptedException if the waiting thread was; the program has then been told to end, and has ended
     */
    public boolean await(Duration limit) throws InterruptedException {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            stop();
            throw stopped;
        }
    }

    /** Tells it and all that it started to end (SIGTERM), and ends what has not after the grace (SIGKILL). */
    public void stop() {
        // The program before what it started, so that it can end that in its own way.
        List<ProcessHandle> all = Stream.concat(
                        Stream.of(process.toHandle()), process.toHandle().descendants())
                .toList();
        all.forEach(ProcessHandle::destroy);
        boolean interrupted = false;
        long end = System.nanoTime() + grace.toNanos();
        for (ProcessHandle each : all) {
            boolean ended = false;
            while (!ended) {
                try {
                    each.onExit().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                    ended = true;
                } catch (InterruptedException again) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException late) {
                    each.destroyForcibly();
                    ended = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
