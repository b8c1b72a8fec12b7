// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.redis.local.LocalPod;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** Looks at nodes directly, past everything under test. */
public final class Nodes {

    private Nodes() {}

    public static Jedis connect(InetSocketAddress address) {
        return new Jedis(
                new HostAndPort(address.getAddress().getHostAddress(), address.getPort()),
                DefaultJedisClientConfig.builder()
                        .serverDefaultProtocol()
                        .timeoutMillis(5_000)
                        .build());
    }

    public static void awaitAnswers(List<InetSocketAddress> addresses) {
        for (InetSocketAddress address : addresses) {
            Awaitility.await("answer of " + address)
                    .ignoreExceptions()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        try (Jedis jedis = connect(address)) {
                            return "PONG".equals(jedis.ping());
                        }
                    });
        }
    }

    public static List<InetSocketAddress> addresses(List<LocalPod> pods) {
        return pods.stream().map(LocalPod::address).toList();
    }

    /** Everything that a run must not change on a node: topology, settings, keys, and how many changing commands it got. */
    public static Map<String, String> fingerprint(InetSocketAddress address) {
        try (Jedis jedis = connect(address)) {
            Map<String, String> seen = new TreeMap<>();
            seen.put(
                    "nodes",
                    jedis.clusterNodes()
                            .lines()
                            .map(line -> line.replaceAll(" \\d+ \\d+ (\\d+) (dis)?connected", " $1"))
                            .sorted()
                            .collect(Collectors.joining("\n")));
            seen.put("keys", Long.toString(jedis.dbSize()));
            seen.put("settings", jedis.configGet("*").toString());
            seen.put(
                    "commands",
                    jedis.info("commandstats")
                            .lines()
                            .map(line -> line.replaceFirst(",.*", ""))
                            .filter(line -> line.matches("cmdstat_(cluster.(meet|addslots.*|replicate|set-config-epoch|"
                                    + "saveconfig)|config.set|set):calls=\\d+"))
                            .sorted()
                            .collect(Collectors.joining(",")));
            return seen;
        }
    }

    public static Map<InetSocketAddress, Map<String, String>> fingerprints(List<InetSocketAddress> addresses) {
        return addresses.stream().collect(Collectors.toMap(address -> address, Nodes::fingerprint));
    }

    /** Runs a command that must not change anything, and holds every node against what it was before. */
    static Program.Run unchanged(List<InetSocketAddress> addresses, Supplier<Program.Run> command) {
        try (CommandLog log = new CommandLog(addresses)) {
            Map<InetSocketAddress, Map<String, String>> before = fingerprints(addresses);
            Program.Run run = command.get();
            assertThat(fingerprints(addresses)).isEqualTo(before);
            assertThat(log.sent()).as("commands sent").isSubsetOf(CommandLog.READING);
            return run;
        }
    }

    /** What "done" means, read from every node by other code than the program's. */
    public static void assertDone(List<InetSocketAddress> addresses, int masters, String nodeTimeout) {
        assertDone(addresses, masters, nodeTimeout, "5");
    }

    /** The same where a first sync is configured to wait otherwise than usual: without a wait a test is faster. */
    public static void assertDone(
            List<InetSocketAddress> addresses, int masters, String nodeTimeout, String syncDelay) {
        for (InetSocketAddress address : addresses) {
            try (Jedis jedis = connect(address)) {
                String info = jedis.clusterInfo();
                assertThat(info)
                        .as("CLUSTER INFO of %s", address)
                        .contains("cluster_state:ok")
                        .contains("cluster_slots_assigned:16384")
                        .contains("cluster_slots_ok:16384")
                        .contains("cluster_known_nodes:" + addresses.size())
                        .contains("cluster_size:" + masters);
                List<String> lines = jedis.clusterNodes().lines().toList();
                assertThat(lines).as("CLUSTER NODES of %s", address).hasSize(addresses.size());
                assertThat(lines).allSatisfy(line -> assertThat(line).contains(" connected"));
                assertThat(lines).noneSatisfy(line -> assertThat(line).containsPattern("\\bfail\\b|handshake|noaddr"));
                String replication = jedis.info("replication");
                if (replication.contains("role:slave")) {
                    assertThat(replication).as("replication of %s", address).contains("master_link_status:up");
                }
                assertThat(jedis.configGet("cluster-node-timeout"))
                        .as("node timeout of %s", address)
                        .containsEntry("cluster-node-timeout", nodeTimeout);
                assertThat(jedis.configGet("repl-diskless-sync-delay"))
                        .containsEntry("repl-diskless-sync-delay", syncDelay);
            }
        }
    }

    /** These own nothing, and tell clients whose slot map is old where to go. */
    public static void assertRedirects(List<InetSocketAddress> addresses) {
        for (InetSocketAddress address : addresses) {
            try (Jedis jedis = connect(address)) {
                for (int i = 0; i < 100; i++) {
                    String key = "string:" + i;
                    assertThatThrownBy(() -> jedis.get(key))
                            .as("%s of %s", key, address)
                            .isInstanceOf(JedisMovedDataException.class);
                }
            }
        }
    }

    /** How many slots each master owns, as it says itself; those with none are left out. */
    public static List<Integer> slotCounts(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(address -> {
                    try (Jedis jedis = connect(address)) {
                        String own = jedis.clusterNodes()
                                .lines()
                                .filter(line -> line.contains("myself"))
                                .findFirst()
                                .orElseThrow();
                        return List.of(own.split(" ")).stream()
                                .skip(8)
                                .mapToInt(Nodes::width)
                                .sum();
                    }
                })
                .filter(count -> count > 0)
                .toList();
    }

    private static int width(String range) {
        int dash = range.indexOf('-');
        return dash < 0
                ? 1
                : Integer.parseInt(range.substring(dash + 1)) - Integer.parseInt(range.substring(0, dash)) + 1;
    }
}
