// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.local.LocalPod;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.local.RedisServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A formed cluster of local pods with keys in it, and what must not change about it. */
public final class Clusters implements AutoCloseable {

    private static final int KEYS = 300;

    private final HeadlessDns dns = HeadlessDns.start();
    private final LocalStatefulSet set;

    private Clusters(RedisServer server, int size, IntFunction<List<String>> podSettings, String... settings) {
        set = LocalStatefulSet.in(dns)
                .server(server)
                .size(size)
                .settings(settings)
                .podSettings(podSettings)
                .create()
                .startAll();
    }

    /** A cluster of this size, formed by the program and filled. */
    public static Clusters formed(RedisServer server, int size, String... settings) {
        return formed(server, size, ordinal -> List.of(), settings);
    }

    public static Clusters formed(
            RedisServer server, int size, IntFunction<List<String>> podSettings, String... settings) {
        Clusters cluster = new Clusters(server, size, podSettings, settings);
        Program.Run run = cluster.run("form");
        assertThat(run.code()).as(run.err()).isZero();
        cluster.fill();
        return cluster;
    }

    /** Pods that know nobody yet. */
    public static Clusters fresh(RedisServer server, int size, String... settings) {
        return new Clusters(server, size, ordinal -> List.of(), settings);
    }

    public LocalStatefulSet set() {
        return set;
    }

    public HeadlessDns dns() {
        return dns;
    }

    public List<InetSocketAddress> addresses() {
        return Nodes.addresses(set.pods());
    }

    public Program.Run run(String command, String... more) {
        return Program.run(args(command, more));
    }

    public List<String> args(String command, String... more) {
        List<String> args = new ArrayList<>(Program.form(dns, set.pods().size(), more));
        args.set(0, command);
        return args;
    }

    /** Ends a pod, and takes it out of DNS. */
    public void lose(int ordinal) {
        set.pod(ordinal).kill();
        set.service().removePod(set.pod(ordinal).name());
    }

    /** All keys with their values, read from the masters; empty while the cluster does not serve. */
    public Map<String, String> keys() {
        Map<String, String> keys = new TreeMap<>();
        for (LocalPod pod : set.pods()) {
            if (pod.isRunning()) {
                try (Jedis jedis = Nodes.connect(pod.address())) {
                    if (jedis.info("replication").contains("role:master")) {
                        jedis.keys("*").forEach(key -> keys.put(key, jedis.get(key)));
                    }
                }
            }
        }
        return keys;
    }

    /** The node id of each pod, with its role and slots: by id, so that it does not depend on addresses. */
    public Map<String, String> roles() {
        Map<String, String> roles = new TreeMap<>();
        for (LocalPod pod : set.pods()) {
            try (Jedis jedis = Nodes.connect(pod.address())) {
                String self = jedis.clusterNodes()
                        .lines()
                        .filter(line -> line.contains("myself"))
                        .findFirst()
                        .orElseThrow();
                String[] fields = self.split(" ", 9);
                roles.put(pod.name(), fields[0] + " " + fields[3] + " " + (fields.length > 8 ? fields[8] : ""));
            }
        }
        return roles;
    }

    /** How many failovers there were: each takes a new epoch. */
    public long epoch() {
        try (Jedis jedis = Nodes.connect(set.pod(0).address())) {
            return jedis.clusterInfo()
                    .lines()
                    .filter(line -> line.startsWith("cluster_current_epoch:"))
                    .mapToLong(line -> Long.parseLong(line.split(":", 2)[1].trim()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void fill() {
        List<Jedis> masters = new ArrayList<>();
        List<String> slots = new ArrayList<>();
        for (LocalPod pod : set.pods()) {
            Jedis jedis = Nodes.connect(pod.address());
            masters.add(jedis);
            slots.add(jedis.clusterNodes()
                    .lines()
                    .filter(line -> line.contains("myself"))
                    .map(line -> line.split(" ", 9))
                    .map(fields -> fields.length > 8 ? fields[8] : "")
                    .findFirst()
                    .orElse(""));
        }
        for (int i = 0; i < KEYS; i++) {
            String key = "key:" + i;
            int slot = JedisClusterCRC16.getSlot(key.getBytes(StandardCharsets.US_ASCII));
            for (int node = 0; node < masters.size(); node++) {
                if (owns(slots.get(node), slot)) {
                    masters.get(node).set(key, "value " + i);
                }
            }
        }
        masters.forEach(Jedis::close);
        Awaitility.await("keys on the replicas")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(addresses().stream()
                                .mapToLong(address -> {
                                    try (Jedis jedis = Nodes.connect(address)) {
                                        return jedis.dbSize();
                                    }
                                })
                                .sum())
                        .isGreaterThanOrEqualTo(KEYS + (set.pods().size() >= 6 ? KEYS : 0)));
    }

    private static boolean owns(String ranges, int slot) {
        for (String range : ranges.split(" ", -1)) {
            String[] ends = range.split("-", 2);
            if (!range.isEmpty()
                    && Integer.parseInt(ends[0]) <= slot
                    && slot <= Integer.parseInt(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        set.close();
        dns.close();
    }
}
