// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.prepare;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Pods as the chart makes them: prepare in an init container, then the script that starts the server. */
final class PreparedPods implements AutoCloseable {

    static final int SIZE = 6;
    private static final int PORT = 6379;

    private final HeadlessDns dns = HeadlessDns.start();
    private final Path folder;
    private final List<String> settings;
    private final List<Process> servers = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    PreparedPods(Path folder, String... settings) {
        this.folder = folder;
        this.settings = List.of(settings);
        dns.service("redis", "demo").port("redis", PORT).publishNotReadyAddresses(true);
        IntStream.range(0, SIZE).forEach(i -> servers.add(null));
        readdress();
    }

    HeadlessDns dns() {
        return dns;
    }

    /** New addresses for all, as after a node pool was replaced. */
    void readdress() {
        String net = freeNet();
        addresses.clear();
        for (int i = 0; i < SIZE; i++) {
            addresses.add(net + (i + 1));
            dns.service("redis", "demo").pod("redis-" + i, addresses.get(i)).port("redis", PORT);
        }
    }

    InetSocketAddress address(int pod) {
        return new InetSocketAddress(addresses.get(pod), PORT);
    }

    List<InetSocketAddress> addresses() {
        return IntStream.range(0, SIZE).mapToObj(this::address).toList();
    }

    Path data(int pod) {
        return folder.resolve("data-" + pod);
    }

    private Path out(int pod) {
        return folder.resolve("out-" + pod);
    }

    /** What the init container does. */
    Program.Run prepare(int pod, String... more) {
        List<String> args = Program.form(
                dns,
                SIZE,
                "--pod=redis-" + pod,
                "--pod-ip=" + addresses.get(pod),
                "--worker=worker-" + pod % 3,
                "--zone=zone-a",
                "--out=" + out(pod),
                "--nodes-conf=" + data(pod).resolve("nodes.conf"));
        args.set(0, "prepare");
        for (String option : more) {
            String name = option.substring(0, Math.max(option.indexOf('='), 0)) + "=";
            args.removeIf(arg -> arg.startsWith(name));
            args.add(option);
        }
        return Program.run(args);
    }

    /** What the Redis container does, at its first start and when only it restarts. */
    void start(int pod) throws IOException {
        launch(pod, out(pod).resolve("entrypoint.sh").toString());
    }

    /** Without any of ours. */
    void startUnguarded(int pod) throws IOException {
        launch(pod);
    }

    private void launch(int pod, String... wrapper) throws IOException {
        Files.createDirectories(data(pod));
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of(
                "redis-server",
                "--bind",
                addresses.get(pod),
                "--bind-source-addr",
                addresses.get(pod),
                "--dir",
                data(pod).toString(),
                "--cluster-enabled",
                "yes",
                "--protected-mode",
                "no",
                "--save",
                "",
                "--include",
                out(pod).resolve("rollcall.conf").toString()));
        command.addAll(settings);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(pod).toFile()));
        builder.environment()
                .put("ROLLCALL_NODES_CONF", data(pod).resolve("nodes.conf").toString());
        servers.set(pod, builder.start());
    }

    Path log(int pod) {
        return folder.resolve("log-" + pod);
    }

    void kill(int pod) {
        Process server = servers.get(pod);
        if (server != null) {
            server.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < SIZE; i++) {
            kill(i);
        }
        dns.close();
    }

    private static String freeNet() {
        Random random = new Random();
        for (int i = 0; i < 100; i++) {
            String net = "127." + (1 + random.nextInt(254)) + "." + random.nextInt(255) + ".";
            try (ServerSocket probe = new ServerSocket(PORT, 1, InetAddress.getByName(net + "1"))) {
                assert probe.isBound();
                return net;
            } catch (IOException taken) {
                // The next one.
            }
        }
        throw new IllegalStateException("no free addresses in 127.0.0.0/8");
    }
}
