// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** One pod of the application as a process of its own, before a {@link DemoCluster}. */
final class AppUnderTest implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path log;
    private final AppPod pod;

    AppUnderTest(DemoCluster cluster) throws IOException {
        log = Files.createTempFile("rollcall-bench-", ".log");
        pod = new AppPod("sample-app-0", freePort(), log, arguments(cluster));
    }

    /** The settings before a cluster as arguments. */
    static List<String> arguments(DemoCluster cluster) {
        return cluster.settings().entrySet().stream()
                .map(setting -> "-" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    AppUnderTest start() {
        pod.start();
        return this;
    }

    int port() {
        return pod.port();
    }

    URI page() {
        return pod.page();
    }

    long pid() {
        return pod.pid();
    }

    void awaitReady() {
        awaitReady(http, pod.page(), log);
    }

    /** Waits until an application is ready. */
    static void awaitReady(HttpClient http, URI address, Path log) {
        HttpRequest question = HttpRequest.newBuilder(address.resolve("/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        Awaitility.await("readiness; the log is in " + log)
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> listens(address)
                        && http.send(question, BodyHandlers.discarding()).statusCode() == 200);
    }

    /** Costs less than a request that fails, while the application needs the processors. */
    private static boolean listens(URI address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    void awaitWhole() {
        Awaitility.await("the whole cluster")
                .atMost(Duration.ofSeconds(60))
                .until(() -> json("/cluster").get("state").getAsString().equals("OK"));
    }

    JsonObject json(String path) {
        return JsonParser.parseString(text(path)).getAsJsonObject();
    }

    String text(String path) {
        try {
            return send(path).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String path) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(pod.page().resolve(path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        pod.kill();
        Files.deleteIfExists(log);
    }
}
