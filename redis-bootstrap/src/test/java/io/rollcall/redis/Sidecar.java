// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A {@code run} in this process, on a port of its own. */
public final class Sidecar implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("serving on port (\\d+)");

    private final StopSignal stop = new StopSignal();
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();
    private final CompletableFuture<Integer> ended;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    /** An answer. */
    public record Reply(int code, String body) {}

    public Sidecar(List<String> args) {
        this(Map.of(), args);
    }

    public Sidecar(Map<String, String> environment, List<String> args) {
        args.add("--http-host=127.0.0.1");
        args.add("--http-port=0");
        ended = CompletableFuture.supplyAsync(
                () -> Application.execute(
                        environment, stop, new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new)),
                task -> new Thread(task, "sidecar").start());
        Awaitility.await("port of " + args)
                .atMost(Duration.ofSeconds(30))
                .until(() -> PORT.matcher(log()).find() || ended.isDone());
        Matcher serving = PORT.matcher(log());
        if (!serving.find()) {
            throw new IllegalStateException(log());
        }
        port = Integer.parseInt(serving.group(1));
    }

    public Reply get(String path) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException | InterruptedException problem) {
            throw new IllegalStateException(problem);
        }
    }

    public String log() {
        return err.toString() + out;
    }

    public int exitCode() {
        return ended.join();
    }

    public boolean isClosed() {
        return ended.isDone();
    }

    @Override
    public void close() {
        stop.ask();
        ended.join();
    }
}
