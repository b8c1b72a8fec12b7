// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * As much of a Kubernetes API server as the template function {@code lookup} asks for: without one, the Helm that
 * helm-java embeds fails where {@code helm template} would find nothing. It listens on loopback and is what the tests'
 * environment variable KUBECONFIG names.
 */
final class ApiServer {

    private static final ApiServer INSTANCE = new ApiServer();

    private final Map<String, String> objects = new ConcurrentHashMap<>();

    private ApiServer() {
        String kubeconfig = System.getenv("KUBECONFIG");
        if (kubeconfig == null
                || !Path.of(kubeconfig).toAbsolutePath().toString().contains("target")) {
            throw new IllegalStateException("KUBECONFIG is " + kubeconfig + ", and these tests write that file;"
                    + " run them with Maven, which sets it to one under target");
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
            Path file = Path.of(kubeconfig);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, """
                            apiVersion: v1
                            kind: Config
                            current-context: stub
                            contexts: [{name: stub, context: {cluster: stub, user: stub}}]
                            users: [{name: stub, user: {}}]
                            clusters: [{name: stub, cluster: {server: "http://127.0.0.1:%d"}}]
                            """.formatted(server.getAddress().getPort()));
        } catch (IOException problem) {
            throw new IllegalStateException("cannot start a stub of an API server: " + problem, problem);
        }
    }

    /** Starts it, once. */
    static void start() {
        // Loading the class did.
    }

    /** Runs something while an object is there, under its path {@code api/v1/namespaces/.../secrets/...}, as JSON. */
    static void with(String path, String json, Runnable action) {
        INSTANCE.objects.put("/" + path, json);
        try {
            action.run();
        } finally {
            INSTANCE.objects.remove("/" + path);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String kinds = switch (path) {
            case "/api/v1" -> resources("v1", "secrets", "Secret");
            case "/apis/apps/v1" -> resources("apps/v1", "statefulsets", "StatefulSet");
            default -> objects.get(path);
        };
        int status = kinds == null ? 404 : 200;
        String body = kinds != null
                ? kinds
                : "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String resources(String version, String name, String kind) {
        return """
                {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"%s","resources":[
                {"name":"%s","namespaced":true,"kind":"%s","verbs":["get"]}]}""".formatted(version, name, kind);
    }
}
