// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** The pods of a rendered StatefulSet, on loopback and in a DNS server of their own, two on each of three workers. */
final class LocalPods implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PORT = 6379;

    private final HeadlessDns dns = HeadlessDns.start();
    private final LocalNetwork network = new LocalNetwork(PORT, PORT + 10_000, 8080);
    private final Manifests manifests;
    private final Path folder;
    private final String name;
    private final Service service;
    private final List<LocalKubelet> kubelets = new ArrayList<>();
    private final List<String> ips;
    private final Map<Integer, Process> servers = new TreeMap<>();
    private final List<Process> others = new ArrayList<>();

    LocalPods(Manifests manifests, int size, Path folder) {
        this.manifests = manifests;
        this.folder = folder;
        this.name = manifests.only("StatefulSet").at("metadata", "name").text();
        this.ips = new ArrayList<>(network.next(size));
        this.service = dns.service(name, Chart.NAMESPACE)
                .port("redis", PORT)
                .port("bus", PORT + 10_000)
                .publishNotReadyAddresses(true);
        for (int ordinal = 0; ordinal < size; ordinal++) {
            service.pod(name + "-" + ordinal, ips.get(ordinal));
            kubelets.add(kubelet(manifests, ordinal));
        }
    }

    private LocalKubelet kubelet(Manifests of, int ordinal) {
        String pod = name + "-" + ordinal;
        PodPlace place = new PodPlace(pod, ips.get(ordinal), "worker-" + ordinal / 2, "", nameserver());
        LocalKubelet kubelet =
                new LocalKubelet(of, of.only("StatefulSet").at("spec", "template", "spec"), place, folder.resolve(pod));
        kubelet.volumes().localise("/etc/redis");
        return kubelet;
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

    /** The ordinals of all pods. */
    IntStream ordinals() {
        return IntStream.range(0, size());
    }

    /** A kubelet for a pod of the chart that is no member: of a Deployment, a Job or a test. */
    LocalKubelet besides(Node podSpec, Path itsFolder) {
        return new LocalKubelet(
                manifests, podSpec, new PodPlace("besides-0", network.next(), "worker-0", "", nameserver()), itsFolder);
    }

    /** Runs the init containers of all pods, all pods at once, and then starts Redis in each. */
    void start() {
        ordinals().parallel().forEach(this::initialise);
        ordinals().forEach(this::startRedis);
        ordinals().forEach(this::awaitReady);
    }

    /** Runs the init containers in their order; sidecars among them are started. */
    void initialise(int ordinal) {
        Node spec = manifests.only("StatefulSet").at("spec", "template", "spec");
        for (Node container : spec.at("initContainers").list()) {
            String init = container.at("name").text();
            if (container.has("restartPolicy")) {
                others.add(kubelet(ordinal).start(init));
            } else {
                LocalKubelet.Result result = kubelet(ordinal).run(init, LIMIT);
                assertThat(result.code())
                        .as("%s of pod %d: %s", init, ordinal, result.output())
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
                .untilAsserted(() -> assertThat(probe(ordinal, "readinessProbe").code())
                        .as(() -> kubelet(ordinal).log("redis"))
                        .isZero());
    }

    /** Ends a pod as a power cut does. */
    void lose(int ordinal) {
        server(ordinal).destroyForcibly();
        await(server(ordinal));
    }

    /** What happens to a pod whose worker is gone with its disk: it comes back at another address, and with nothing. */
    void bringBackEmpty(int ordinal) {
        Copies.delete(kubelet(ordinal).volumes().mount("/data"));
        ips.set(ordinal, network.next());
        service.pod(name + "-" + ordinal, ips.get(ordinal));
        begin(manifests, ordinal);
    }

    /** What happens to a pod in a rolling update: hook, SIGTERM, and a pod of what is rendered now. Gives the hook's output. */
    LocalKubelet.Result replace(int ordinal, Manifests now) {
        LocalKubelet.Result stopping = preStop(ordinal);
        server(ordinal).destroy();
        await(server(ordinal));
        begin(now, ordinal);
        return stopping;
    }

    /** Runs the hook. */
    LocalKubelet.Result preStop(int ordinal) {
        Node action = kubelet(ordinal).container("redis").at("lifecycle", "preStop");
        return kubelet(ordinal).act("redis", action, LIMIT);
    }

    private void begin(Manifests now, int ordinal) {
        kubelets.set(ordinal, kubelet(now, ordinal));
        initialise(ordinal);
        startRedis(ordinal);
        awaitReady(ordinal);
    }

    private static void await(Process process) {
        Awaitility.await("end of " + process.info().command()).atMost(LIMIT).until(() -> !process.isAlive());
    }

    /** Runs a rendered probe, with its own time-out. */
    LocalKubelet.Result probe(int ordinal, String probe) {
        Node action = kubelet(ordinal).container("redis").at(probe);
        return kubelet(ordinal).act("redis", action, Duration.ofSeconds((Integer)
                action.at("timeoutSeconds").value()));
    }

    /** What redis-cli says, with the environment of the container. */
    String cli(int ordinal, String... words) {
        List<String> command = new ArrayList<>(List.of("redis-cli"));
        kubelet(ordinal).container("redis").at("env").list().stream()
                .filter(variable -> variable.at("name").text().equals("ROLLCALL_CLI_OPTIONS"))
                .forEach(options ->
                        command.addAll(List.of(options.at("value").text().split(" ", -1))));
        command.addAll(List.of("-h", ip(ordinal), "-p", Integer.toString(PORT)));
        command.addAll(List.of(words));
        return kubelet(ordinal)
                .act("redis", new Node(Map.of("exec", Map.of("command", command))), LIMIT)
                .output();
    }

    /** The fields of a pod's CLUSTER NODES lines, as that pod sees them. */
    List<String[]> clusterNodes(int seenBy) {
        return cli(seenBy, "cluster", "nodes")
                .lines()
                .map(line -> line.split(" ", -1))
                .toList();
    }

    /** The lowest ordinal whose node is a master. */
    int master() {
        return ordinals().filter(this::isMaster).findFirst().orElseThrow();
    }

    /** The lowest ordinal whose node is a replica. */
    int replica() {
        return ordinals().filter(ordinal -> !isMaster(ordinal)).findFirst().orElseThrow();
    }

    /** What each node says of its role. */
    List<String> roles() {
        return ordinals().mapToObj(ordinal -> cli(ordinal, "role")).toList();
    }

    private boolean isMaster(int ordinal) {
        return cli(ordinal, "role").startsWith("master");
    }

    /** Every pod says that the cluster is whole, with three masters. */
    void assertFormed() {
        ordinals()
                .forEach(ordinal -> assertThat(cli(ordinal, "cluster", "info"))
                        .as("pod %d", ordinal)
                        .contains(
                                "cluster_state:ok",
                                "cluster_slots_ok:16384",
                                "cluster_known_nodes:" + size(),
                                "cluster_size:3"));
    }

    @Override
    public void close() {
        servers.values().forEach(Process::destroyForcibly);
        others.forEach(Process::destroyForcibly);
        dns.close();
    }
}
