// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The application as a StatefulSet: three processes behind a headless service. One thread at a time. */
final class AppSet implements AutoCloseable {

    static final String NAME = "sample-app";
    private static final int SIZE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Service service;
    private final Path folder;
    private final List<AppPod> pods = new ArrayList<>();
    private boolean logsStay;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    AppSet(HeadlessDns dns, Service redis, int redisPods, List<String> more) {
        try {
            folder = Files.createTempDirectory("rollcall-app-");
        } catch (IOException problem) {
            throw new UncheckedIOException("cannot create a folder for logs: " + problem.getMessage(), problem);
        }
        service = dns.service(NAME, redis.namespace()).port("http", 8080).publishNotReadyAddresses(true);
        List<Integer> ports = freePorts();
        List<String> settings = new ArrayList<>(List.of(
                "-rollcall.service=" + NAME,
                "-rollcall.namespace=" + redis.namespace(),
                "-rollcall.cluster-domain=" + dns.clusterDomain(),
                "-rollcall.expected-peers=" + SIZE,
                "-rollcall.nameservers=" + Demo.text(dns.address()),
                // A laptop's DNS server does not lag like that of a Kubernetes cluster, so peers may leave sooner.
                "-rollcall.watch.misses=2",
                "-rollcall.watch.stability-window=2s",
                "-sample.redis.service=" + redis.name(),
                "-sample.redis.expected-peers=" + redisPods));
        settings.addAll(more);
        for (int i = 0; i < SIZE; i++) {
            pods.add(new AppPod(NAME + "-" + i, ports.get(i), folder.resolve(NAME + "-" + i + ".log"), settings));
            publish(pods.get(i));
        }
    }

    List<AppPod> pods() {
        return pods;
    }

    /** The pod whose page is shown and that is never killed: the one that leads last. */
    AppPod shown() {
        return pods.get(SIZE - 1);
    }

    /** Leaves the logs where they are when this is closed; says where. */
    Path keepLogs() {
        logsStay = true;
        return folder;
    }

    void startAll() {
        pods.forEach(AppPod::start);
    }

    /** Deletes a pod as {@code kubectl delete pod --force} does: the process ends at once, and DNS drops it. */
    void delete(AppPod pod) {
        pod.kill();
        service.removePod(pod.name());
    }

    /** Starts a deleted pod again. */
    void revive(AppPod pod) {
        publish(pod);
        pod.start();
    }

    private void publish(AppPod pod) {
        service.pod(pod.name(), List.of(InetAddress.getLoopbackAddress())).port("http", pod.port());
    }

    /** The body of an answer with code 200 of the shown pod; empty if there was none. */
    Optional<String> get(String path) {
        URI address = shown().page().resolve(path);
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<Integer> freePorts() {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SIZE; i++) {
                ServerSocket socket = new ServerSocket();
                sockets.add(socket);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException problem) {
            throw new UncheckedIOException("found no free port for the application", problem);
        } finally {
            sockets.forEach(AppSet::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // It is not needed any more.
        }
    }

    @Override
    public void close() {
        pods.forEach(AppPod::kill);
        if (logsStay) {
            return;
        }
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.toList()) {
                Files.deleteIfExists(log);
            }
            Files.deleteIfExists(folder);
        } catch (IOException stays) {
            // A log in the machine's temporary folder harms nobody.
        }
    }
}
