// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * As much of the Kubernetes API as CoreDNS uses: list and watch of namespaces, services and endpoint slices, over plain
 * HTTP on loopback. Thread-safe.
 */
final class KubernetesApi implements AutoCloseable {

    private final WatchedCollection namespaces = new WatchedCollection("v1", "Namespace");
    private final WatchedCollection services = new WatchedCollection("v1", "Service");
    private final WatchedCollection endpointSlices = new WatchedCollection("discovery.k8s.io/v1", "EndpointSlice");
    private final Map<String, WatchedCollection> collections = Map.of(
            "/api/v1/namespaces",
            namespaces,
            "/api/v1/services",
            services,
            "/apis/discovery.k8s.io/v1/endpointslices",
            endpointSlices);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "kubernetes-api");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private final Set<String> held = new HashSet<>();
    private boolean closed;

    private KubernetesApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        change(() -> List.of("default", "kube-system").forEach(name -> namespaces.put(ApiObjects.namespace(name))));
    }

    static KubernetesApi start() {
        try {
            return new KubernetesApi();
        } catch (IOException e) {
            throw new UncheckedIOException("the API stub cannot listen on 127.0.0.1", e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void put(ClusterService service) {
        put(service, ApiObjects.LARGEST_SLICE, 0);
    }

    /** Creates or changes a service and its slices, and its namespace if there is none yet. */
    void put(ClusterService service, int endpointsPerSlice, int overlap) {
        List<ObjectNode> slices = ApiObjects.endpointSlices(service, endpointsPerSlice, overlap);
        change(() -> {
            namespaces.put(ApiObjects.namespace(service.namespace()));
            services.put(ApiObjects.service(service));
            slices.forEach(endpointSlices::put);
            endpointSlices.removeIf(slice -> isOf(slice, service), slices);
        });
    }

    void remove(ClusterService service) {
        change(() -> {
            services.removeIf(
                    known -> isIn(known, service)
                            && known.at("/metadata/name").asText().equals(service.name()),
                    List.of());
            endpointSlices.removeIf(slice -> isOf(slice, service), List.of());
        });
    }

    private static boolean isOf(ObjectNode slice, ClusterService service) {
        JsonNode labels = slice.at("/metadata/labels");
        return isIn(slice, service)
                && labels.path("kubernetes.io/service-name").asText().equals(service.name());
    }

    private static boolean isIn(ObjectNode object, ClusterService service) {
        return object.at("/metadata/namespace").asText().equals(service.namespace());
    }

    /** Answers nothing about a kind, {@code services}, until {@link #release()}, like an API server in trouble. */
    void hold(String kind) {
        change(() -> held.add(kind));
    }

    void release() {
        change(held::clear);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            WatchedCollection asked = collections.get(exchange.getRequestURI().getPath());
            String query = "&" + exchange.getRequestURI().getQuery() + "&";
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (asked == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (isTrue("watch", query)) {
                watch(asked, query, exchange);
            } else {
                byte[] list = list(asked, exchange);
                exchange.sendResponseHeaders(200, list.length);
                exchange.getResponseBody().write(list);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isHeld(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return held.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    private byte[] list(WatchedCollection asked, HttpExchange exchange) throws IOException, InterruptedException {
        lock.lock();
        try {
            while (isHeld(exchange) && !closed) {
                changed.await();
            }
            return ApiObjects.JSON.writeValueAsBytes(asked.list());
        } finally {
            lock.unlock();
        }
    }

    private void watch(WatchedCollection asked, String query, HttpExchange exchange)
            throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        boolean initial = isTrue("sendInitialEvents", query);
        int next = initial ? 0 : Integer.parseInt(query.replaceFirst(".*&resourceVersion=(\\d+)&.*", "$1"));
        while (true) {
            StringBuilder lines = new StringBuilder();
            lock.lock();
            try {
                while (!closed && (isHeld(exchange) || next == asked.version())) {
                    changed.await();
                }
                if (closed) {
                    return;
                }
                List<ObjectNode> events = next == 0 ? asked.initialEvents() : asked.since(next);
                events.forEach(event -> lines.append(event).append('\n'));
                next = asked.version();
            } finally {
                lock.unlock();
            }
            body.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
    }

    private static boolean isTrue(String parameter, String query) {
        return query.contains("&" + parameter + "=true&");
    }

    @Override
    public void close() {
        change(() -> closed = true);
        server.stop(0);
        threads.shutdownNow();
    }
}
