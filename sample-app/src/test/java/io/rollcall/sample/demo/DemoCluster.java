// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.Application;
import io.rollcall.redis.local.LocalPod;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.run.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/** Six real Redis servers, published in a DNS server of the test, with the demo's settings. */
public final class DemoCluster implements AutoCloseable {

    private final HeadlessDns dns =
            HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
    private final LocalStatefulSet redis;
    private final Map<String, String> environment;
    private final List<String> options;

    /** Starts and forms it; the pod {@code sample-app-0} of the application is published, too. */
    public static DemoCluster formed() {
        return formed(List.of(), Map.of(), List.of());
    }

    /**
     * The same with further settings.
     *
     * @param settings of the servers
     * @param environment of the program that forms the cluster, for secrets
     * @param options of that program
     */
    public static DemoCluster formed(List<String> settings, Map<String, String> environment, List<String> options) {
        DemoCluster cluster = new DemoCluster(settings, environment, options);
        cluster.form();
        return cluster;
    }

    /** Publishes it without starting anything. */
    public static DemoCluster published() {
        return new DemoCluster(List.of(), Map.of(), List.of());
    }

    private DemoCluster(List<String> settings, Map<String, String> environment, List<String> options) {
        this.redis = Demo.redis(dns, settings.toArray(String[]::new));
        this.environment = environment;
        this.options = options;
        dns.service("sample-app", "demo")
                .port("http", 8080)
                .publishNotReadyAddresses(true)
                .pod("sample-app-0", InetAddress.getLoopbackAddress().getHostAddress());
    }

    /** Starts the servers and forms the cluster. */
    public void form() {
        redis.startAll();
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        String[] command = Stream.concat(Stream.of(Demo.command(dns, redis)), options.stream())
                .toArray(String[]::new);
        int code = Application.execute(environment, new StopSignal(), writer, writer, command);
        if (code != 0) {
            throw new IllegalStateException("the cluster was not formed: " + output);
        }
    }

    /** What the application is told as the only pod of its set. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("rollcall.service", "sample-app");
        settings.put("rollcall.namespace", "demo");
        settings.put("rollcall.cluster-domain", "cluster.local");
        settings.put("rollcall.pod-name", "sample-app-0");
        settings.put("rollcall.expected-peers", "1");
        settings.put("rollcall.nameservers", Demo.text(dns.address()));
        settings.put("rollcall.watch.stability-window", "1s");
        return settings;
    }

    public LocalStatefulSet redis() {
        return redis;
    }

    public HeadlessDns dns() {
        return dns;
    }

    /** The pod that owns a slot by its own account. */
    public LocalPod masterOf(int slot) {
        return IntStream.range(0, redis.pods().size())
                .mapToObj(redis::pod)
                .filter(LocalPod::isRunning)
                .filter(pod -> ask(pod, jedis -> jedis.clusterNodes().lines().anyMatch(line -> owns(line, slot))))
                .findFirst()
                .orElseThrow();
    }

    private static boolean owns(String line, int slot) {
        if (!line.contains("myself,master")) {
            return false;
        }
        String[] words = line.split(" ", -1);
        return IntStream.range(8, words.length)
                .mapToObj(i -> words[i].split("-", 2))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
    }

    /** Asks a pod directly. */
    public static <T> T ask(LocalPod pod, Function<Jedis, T> question) {
        try (Jedis jedis = new Jedis(
                pod.address().getAddress().getHostAddress(), pod.address().getPort())) {
            return question.apply(jedis);
        }
    }

    @Override
    public void close() {
        redis.close();
        dns.close();
    }
}
