// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six pods on loopback that are driven by exactly what the chart rendered become a cluster, and keep their promises. */
class RenderedClusterIT {

    private static final Manifests RENDERED =
            Chart.REDIS_CLUSTER.render(Map.of("bootstrap.mode", "job", "redis.nodeTimeoutMillis", 2000));
    /** A container that restarts alone starts empty. */
    private static final Manifests NOT_SAVED = Chart.REDIS_CLUSTER.render(
            Map.of("bootstrap.mode", "job", "redis.nodeTimeoutMillis", 2000, "redis.durability", "none"));

    @BeforeEach
    void needsRedis() {
        Programs.assumeRedis();
    }

    @Test
    void sixPods_becomeACluster_thatHandsOverBeforeAMasterStops_andLosesNoKeysWithAnEmptyOne(@TempDir Path folder) {
        try (LocalPods pods = new LocalPods(NOT_SAVED, 6, folder)) {
            pods.start();
            assertThat(NOT_SAVED.only("StatefulSet").at("spec", "replicas").value())
                    .isEqualTo(pods.size());

            LocalKubelet job =
                    pods.besides(NOT_SAVED.only("Job").at("spec", "template", "spec"), folder.resolve("job"));
            LocalKubelet.Result formed = job.run("bootstrap", Duration.ofMinutes(2));
            assertThat(formed.code()).as(formed.output()).isZero();
            assertFormed(pods);
            assertThat(job.run("bootstrap", Duration.ofMinutes(2)).code())
                    .as("the Job runs again")
                    .isZero();

            assertVerified(pods, folder.resolve("verify"));
            assertHandsOver(pods);
            assertLosesNoMajorityWithAWorker(pods);
            assertWaitsForItsReplica(pods);
        }
    }

    private static void assertFormed(LocalPods pods) {
        pods.assertFormed();
        pods.ordinals()
                .forEach(ordinal -> assertThat(pods.cli(ordinal, "config", "get", "cluster-node-timeout"))
                        .contains("2000"));
        // What the chart asks for reached the servers, the password too.
        assertThat(pods.cli(0, "config", "get", "cluster-announce-ip")).contains(pods.ip(0));
        assertThat(pods.cli(0, "--no-auth-warning", "-a", "wrong", "ping")).contains("WRONGPASS");
        assertThat(pods.cli(5, "config", "get", "syslog-ident")).contains("worker-2");
    }

    /** What {@code helm test} runs. */
    private static void assertVerified(LocalPods pods, Path folder) {
        LocalKubelet test = pods.besides(NOT_SAVED.only("Pod").at("spec"), folder);
        LocalKubelet.Result verified = test.run("verify", Duration.ofMinutes(2));
        assertThat(verified.code()).as(verified.output()).isZero();
    }

    @Test
    void resizing_isRefusedUntilPodsThatGoAreEmpty_andFillsThoseThatCome(@TempDir Path folder) {
        Map<String, Object> three = Map.of("replicasPerMaster", 0, "bootstrap.mode", "job");
        Map<String, Object> four = new HashMap<>(three);
        four.put("masters", 4);
        Manifests before = Chart.REDIS_CLUSTER.render(four);
        try (LocalPods pods = new LocalPods(before, 4, folder)) {
            pods.start();
            LocalKubelet.Result formed = pods.besides(
                            before.only("Job").at("spec", "template", "spec"), folder.resolve("form"))
                    .run("bootstrap", Duration.ofMinutes(2));
            assertThat(formed.code()).as(formed.output()).isZero();
            for (int i = 0; i < 40; i++) {
                pods.cli(0, "-c", "set", "key" + i, "value");
            }
            assertThat(pods.cli(3, "dbsize").strip()).isNotEqualTo("0");

            // Those that stay have no room: the hook fails, helm goes no further, and nothing is lost.
            maxmemory(pods, "1");
            LocalKubelet.Result refused =
                    resize(pods, "drain", Map.of("masters", 3, "bootstrap.resize.from", 4), folder);
            assertThat(refused.code()).as(refused.output()).isNotZero();
            assertThat(pods.cli(3, "dbsize").strip()).isNotEqualTo("0");
            assertThat(pods.cli(3, "cluster", "info")).contains("cluster_slots_ok:16384", "cluster_known_nodes:4");

            maxmemory(pods, "0");
            LocalKubelet.Result drained =
                    resize(pods, "drain", Map.of("masters", 3, "bootstrap.resize.from", 4), folder);
            assertThat(drained.code()).as(drained.output()).isZero();
            assertThat(pods.cli(3, "dbsize").strip()).isEqualTo("0");
            assertThat(pods.cli(0, "cluster", "info")).contains("cluster_slots_ok:16384", "cluster_known_nodes:3");
            for (int i = 0; i < 40; i++) {
                assertThat(pods.cli(0, "-c", "get", "key" + i)).contains("value");
            }

            LocalKubelet.Result scaled =
                    resize(pods, "scale", Map.of("masters", 4, "bootstrap.resize.from", 3), folder);

            assertThat(scaled.code()).as(scaled.output()).isZero();
            assertThat(pods.cli(0, "cluster", "info")).contains("cluster_size:4", "cluster_slots_ok:16384");
        }
    }

    private static void maxmemory(LocalPods pods, String bytes) {
        IntStream.range(0, 3)
                .forEach(ordinal -> assertThat(pods.cli(ordinal, "config", "set", "maxmemory", bytes))
                        .startsWith("OK"));
    }

    /** Runs the hook of an upgrade to another size. */
    private static LocalKubelet.Result resize(LocalPods pods, String command, Map<String, ?> values, Path folder) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("replicasPerMaster", 0);
        Node hook = Chart.REDIS_CLUSTER.render(all).named("Job", Chart.REDIS_CLUSTER.fullName() + "-" + command);
        return pods.besides(hook.at("spec", "template", "spec"), folder.resolve(command))
                .run(command, Duration.ofMinutes(2));
    }

    /** The preStop hook of a master: afterwards it is a replica, and no write was lost. */
    private static void assertHandsOver(LocalPods pods) {
        int master = pods.master();
        LocalKubelet.Result handed = pods.preStop(master);

        assertThat(handed.code()).as(handed.output()).isZero();
        assertThat(handed.output()).contains("handing over to 127.");
        assertThat(pods.cli(master, "role")).startsWith("slave");
        LocalKubelet.Result again = pods.preStop(master);
        assertThat(again.code()).as("a replica has nothing to hand over").isZero();
        assertThat(again.output()).doesNotContain("handing over");
    }

    /** The entrypoint's guard: a master that comes back empty waits until its replica took over, and its keys with it. */
    private static void assertWaitsForItsReplica(LocalPods pods) {
        int master = pods.master();
        for (int i = 0; i < 40; i++) {
            pods.cli(master, "-c", "set", "key" + i, "value");
        }
        assertThat(pods.cli(master, "dbsize").strip()).isNotEqualTo("0");
        Awaitility.await("a replica that has all")
                .atMost(LocalPods.LIMIT)
                .until(() -> pods.cli(master, "wait", "1", "1000").startsWith("1"));

        pods.lose(master);
        pods.startRedis(master);
        pods.awaitReady(master);

        assertThat(pods.kubelet(master).log("redis")).contains("this master is empty, waiting for a replica");
        Awaitility.await("all keys").atMost(LocalPods.LIMIT).untilAsserted(() -> {
            for (int i = 0; i < 40; i++) {
                assertThat(pods.cli(master, "-c", "get", "key" + i)).contains("value");
            }
        });
    }

    private static void assertLosesNoMajorityWithAWorker(LocalPods pods) {
        Map<String, Integer> workers = new HashMap<>();
        for (int ordinal = 0; ordinal < 6; ordinal++) {
            workers.put(pods.ip(ordinal), ordinal / 2);
        }
        Map<String, Integer> workerOfId = new HashMap<>();
        List<String[]> nodes = pods.clusterNodes(0);
        nodes.forEach(node -> workerOfId.put(node[0], workers.get(node[1].substring(0, node[1].indexOf(':')))));
        Set<Integer> workersOfMasters = new HashSet<>();
        for (String[] node : nodes) {
            if (node[2].contains("master")) {
                workersOfMasters.add(workerOfId.get(node[0]));
            } else {
                assertThat(workerOfId.get(node[3]))
                        .as("the worker of a replica and of its master")
                        .isNotEqualTo(workerOfId.get(node[0]));
            }
        }
        assertThat(workersOfMasters).as("workers that have masters").hasSizeGreaterThan(1);
    }

    @Test
    void probes_seeWhatTheyMust_andNothingElse(@TempDir Path folder) throws Exception {
        try (LocalPods pods = new LocalPods(RENDERED, 1, folder)) {
            assertThat(pods.kubelet(0).run("credentials", LocalPods.LIMIT).code())
                    .isZero();
            assertThat(pods.kubelet(0).run("prepare", LocalPods.LIMIT).code()).isZero();
            assertThat(pods.probe(0, "livenessProbe").code()).as("nothing runs").isNotZero();

            // One node of six, without a cluster or peers: ready and alive all the same, or none would ever form.
            pods.startRedis(0);
            pods.awaitReady(0);
            assertThat(pods.cli(0, "cluster", "info")).contains("cluster_state:fail");
            assertThat(pods.probe(0, "startupProbe").code()).isZero();
            assertThat(pods.probe(0, "livenessProbe").code()).isZero();

            // A server that hangs.
            long pid = pods.server(0).pid();
            signal("STOP", pid);
            assertThat(pods.probe(0, "readinessProbe").code()).isEqualTo(124);
            signal("CONT", pid);
            pods.awaitReady(0);

            // A server that is loading: alive, and not ready. An append-only file with a long script takes a while.
            load(pods);
        }
    }

    private static void load(LocalPods pods) throws Exception {
        pods.cli(0, "cluster", "addslotsrange", "0", "16383");
        Awaitility.await().until(() -> pods.cli(0, "set", "a", "b").startsWith("OK"));
        assertThat(pods.cli(0, "debug", "sleep", "0")).isNotNull();
        pods.server(0).destroy();
        pods.server(0).waitFor();
        Path aof = pods.kubelet(0).volumes().mount("/data").resolve("appendonlydir/appendonly.aof.1.incr.aof");
        // Enough commands that loading them takes seconds.
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            commands.append("*3\r\n$6\r\nAPPEND\r\n$1\r\na\r\n$1\r\nx\r\n");
        }
        byte[] block = commands.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (var out = Files.newOutputStream(aof, java.nio.file.StandardOpenOption.APPEND)) {
            for (int i = 0; i < 4000; i++) {
                out.write(block);
            }
        }

        pods.startRedis(0);
        Awaitility.await("a server that is loading")
                .pollInterval(Duration.ofMillis(20))
                .atMost(LocalPods.LIMIT)
                .until(() -> pods.cli(0, "ping").startsWith("LOADING"));
        LocalKubelet.Result ready = pods.probe(0, "readinessProbe");
        LocalKubelet.Result alive = pods.probe(0, "livenessProbe");
        assertThat(pods.cli(0, "ping")).as("still loading").startsWith("LOADING");

        assertThat(ready.code()).isNotZero();
        assertThat(alive.code()).isZero();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
