// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;

/** The pods of a rendered StatefulSet, on loopback and in a DNS server of their own, two on each of three workers. */
final class LocalPods implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PORT = 6379;

    private final HeadlessDns dns = HeadlessDns.start();
    private final Manifests manifests;
    private final List<LocalKubelet> kubelets = new ArrayList<>();
    private final List<String> ips;
    private final Map<Integer, Process> servers = new TreeMap<>();

    LocalPods(Manifests manifests, int size, Path folder) {
        this.manifests = manifests;
        Node set = manifests.only("StatefulSet");
        String name = set.at("metadata", "name").text();
        ips = freeAddresses(size);
        Service service = dns.service(name, Chart.NAMESPACE)
                .port("redis", PORT)
                .port("bus", PORT + 10_000)
                .publishNotReadyAddresses(true);
        for (int ordinal = 0; ordinal < size; ordinal++) {
            String pod = name + "-" + ordinal;
            service.pod(pod, ips.get(ordinal));
            PodPlace place = new PodPlace(pod, ips.get(ordinal), "worker-" + ordinal / 2, "", nameserver());
            kubelets.add(new LocalKubelet(manifests, set.at("spec", "template", "spec"), place, folder.resolve(pod)));
            kubelets.get(ordinal).localise("/etc/redis");
        }
    }

    private String nameserver() {
        return dns.address().getAddress().getHostAddress() + ":" + dns.address().getPort();
    }

    LocalKubelet kubelet(int ordinal) {
        return kubelets.get(ordinal);
    }

    String ip(int ordinal) {
        return ips.get(ordinal);
    }

    Process server(int ordinal) {
        return servers.get(ordinal);
    }

    int size() {
        return kubelets.size();
    }

    /** A kubelet for a pod of the chart that is no member: of a Deployment, a Job or a test. */
    LocalKubelet besides(Node podSpec, Path folder) {
        return new LocalKubelet(
                manifests, podSpec, new PodPlace("besides-0", "127.0.0.1", "worker-0", "", nameserver()), folder);
    }

    /** Runs the init containers of all pods, all pods at once, and then starts Redis in each. */
    void start() {
        List<Integer> all = java.util.stream.IntStream.range(0, size()).boxed().toList();
        all.parallelStream().forEach(this::initialise);
        all.forEach(this::startRedis);
        all.forEach(this::awaitReady);
    }

    /** Runs the init containers that end, in their order. */
    void initialise(int ordinal) {
        Node spec = manifests.only("StatefulSet").at("spec", "template", "spec");
        for (Node container : spec.at("initContainers").list()) {
            if (!container.has("restartPolicy")) {
                String name = container.at("name").text();
                LocalKubelet.Result result = kubelet(ordinal).run(name, LIMIT);
                assertThat(result.code())
                        .as("%s of pod %d: %s", name, ordinal, result.output())
                        .isZero();
            }
        }
    }

    void startRedis(int ordinal) {
        servers.put(ordinal, kubelet(ordinal).start("redis"));
    }

    /** Waits until the rendered readiness probe succeeds. */
    void awaitReady(int ordinal) {
        Awaitility.await("readiness of pod " + ordinal)
                .atMost(LIMIT)
                .until(() -> probe(ordinal, "readinessProbe").code() == 0);
    }

    /** Runs a rendered probe, with its own time-out. */
    LocalKubelet.Result probe(int ordinal, String probe) {
        Node action = kubelet(ordinal).container("redis").at(probe);
        return kubelet(ordinal).exec("redis", action, Duration.ofSeconds((Integer)
                action.at("timeoutSeconds").value()));
    }

    /** What redis-cli says, with the environment of the container. */
    String cli(int ordinal, String... words) {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-h", ip(ordinal), "-p", Integer.toString(PORT)));
        command.addAll(List.of(words));
        return kubelet(ordinal)
                .exec("redis", new Node(Map.of("exec", Map.of("command", command))), LIMIT)
                .output();
    }

    /** The fields of a pod's CLUSTER NODES line, by ordinal, as that pod sees them. */
    List<String[]> clusterNodes(int seenBy) {
        return cli(seenBy, "cluster", "nodes")
                .lines()
                .map(line -> line.split(" ", -1))
                .toList();
    }

    private static List<String> freeAddresses(int count) {
        for (int attempt = 0; attempt < 100; attempt++) {
            String prefix = "127." + ThreadLocalRandom.current().nextInt(1, 255) + "."
                    + ThreadLocalRandom.current().nextInt(1, 255) + ".";
            List<String> ips = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                ips.add(prefix + i);
            }
            if (ips.stream().allMatch(ip -> isFree(ip, PORT) && isFree(ip, PORT + 10_000))) {
                return ips;
            }
        }
        throw new IllegalStateException("no free loopback addresses; this needs Linux, where 127.0.0.0/8 is local");
    }

    private static boolean isFree(String ip, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(ip), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    @Override
    public void close() {
        servers.values().forEach(Process::destroyForcibly);
        dns.close();
    }
}
