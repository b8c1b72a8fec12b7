// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.ClusterPipeline;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Keys of all types, many of them in few slots, and what a cluster has of them. */
public final class Dataset {

    private static final long FAR_FUTURE_SECONDS = 4_000_000_000L;

    private static final int PIPELINE = 10_000;

    private Dataset() {}

    public static RedisClusterClient client(List<InetSocketAddress> addresses) {
        return RedisClusterClient.create(addresses.stream()
                .map(address -> new HostAndPort(address.getAddress().getHostAddress(), address.getPort()))
                .collect(Collectors.toSet()));
    }

    /** Some thousand keys: every type, with and without expiry, 1,500 of them in one slot, one of a few megabytes. */
    public static void fill(List<InetSocketAddress> addresses, int each) {
        try (RedisClusterClient client = client(addresses)) {
            for (int i = 0; i < each; i++) {
                client.set("string:" + i, "value " + i);
                client.hset("hash:" + i, Map.of("a", "1", "b", Integer.toString(i)));
                client.rpush("list:" + i, "x", "y", Integer.toString(i));
                client.sadd("set:" + i, "m", "n", Integer.toString(i));
                client.zadd("zset:" + i, Map.of("one", 1.0, "i", (double) i));
                client.xadd("stream:" + i, new StreamEntryID(i + 1), Map.of("f", "v" + i));
                client.expireAt("string:" + i, i % 2 == 0 ? FAR_FUTURE_SECONDS + i : FAR_FUTURE_SECONDS);
            }
            for (int i = 0; i < 1_500; i++) {
                client.set("{crowded}:" + i, Integer.toString(i));
            }
            client.set("large", "l".repeat(4 << 20));
            client.hset(
                    "many fields",
                    IntStream.range(0, 20_000).boxed().collect(Collectors.toMap(i -> "field " + i, i -> "value " + i)));
        }
    }

    /** Many small strings, written in pipelines. */
    public static void fillPlain(List<InetSocketAddress> addresses, int keys, String value) {
        try (RedisClusterClient client = client(addresses)) {
            for (int first = 0; first < keys; first += PIPELINE) {
                try (ClusterPipeline pipeline = client.pipelined()) {
                    IntStream.range(first, Math.min(keys, first + PIPELINE))
                            .forEach(i -> pipeline.set("plain:" + i, value));
                }
            }
        }
    }

    /** How many of them are not there, or not as they were. */
    public static long missingPlain(List<InetSocketAddress> addresses, int keys, String value) {
        long missing = 0;
        try (RedisClusterClient client = client(addresses)) {
            for (int first = 0; first < keys; first += PIPELINE) {
                List<Response<String>> answers;
                try (ClusterPipeline pipeline = client.pipelined()) {
                    answers = IntStream.range(first, Math.min(keys, first + PIPELINE))
                            .mapToObj(i -> pipeline.get("plain:" + i))
                            .toList();
                }
                missing += answers.stream()
                        .filter(answer -> !value.equals(answer.get()))
                        .count();
            }
        }
        return missing;
    }

    /** Every key with what is in it, as its masters hold it. A key on two masters is an error. */
    public static Map<String, String> contents(List<InetSocketAddress> addresses, String prefixToSkip) {
        Map<String, String> contents = new TreeMap<>();
        for (InetSocketAddress address : addresses) {
            try (Jedis jedis = Nodes.connect(address)) {
                if (jedis.info("replication").contains("role:master")) {
                    scan(jedis, prefixToSkip, contents);
                }
            }
        }
        return contents;
    }

    private static void scan(Jedis jedis, String prefixToSkip, Map<String, String> contents) {
        String cursor = ScanParams.SCAN_POINTER_START;
        Set<String> seen = new TreeSet<>();
        do {
            ScanResult<String> page = jedis.scan(cursor, new ScanParams().count(1_000));
            cursor = page.getCursor();
            seen.addAll(page.getResult());
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        for (String key : seen) {
            if (!key.startsWith(prefixToSkip)) {
                assertThat(contents.put(key, value(jedis, key)))
                        .as("%s is on two masters", key)
                        .isNull();
            }
        }
    }

    private static String value(Jedis jedis, String key) {
        String type = jedis.type(key);
        String value = switch (type) {
            case "string" -> jedis.get(key);
            case "hash" -> new TreeMap<>(jedis.hgetAll(key)).toString();
            case "list" -> jedis.lrange(key, 0, -1).toString();
            case "set" -> new TreeSet<>(jedis.smembers(key)).toString();
            case "zset" -> jedis.zrangeWithScores(key, 0, -1).toString();
            case "stream" -> jedis.xrange(key, "-", "+").toString();
            default -> throw new AssertionError(key + " has the type " + type);
        };
        return type + " " + Integer.toHexString(value.hashCode()) + " " + value.length() + " "
                + (jedis.ttl(key) > 0 ? "expires" : "stays");
    }
}
