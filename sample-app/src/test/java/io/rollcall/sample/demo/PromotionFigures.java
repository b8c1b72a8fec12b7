// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rollcall.redis.local.LocalPod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** From the moment when a replica says that it is master to the event that tells the page so. */
final class PromotionFigures {

    private static final int RUNS = 5;

    private PromotionFigures() {}

    static void run() throws Exception {
        try (DemoCluster cluster = DemoCluster.formed();
                AppUnderTest app = new AppUnderTest(cluster).start()) {
            app.awaitReady();
            Map<String, Long> shown = new ConcurrentHashMap<>();
            Thread reader = new Thread(() -> read(app.port(), shown), "bench-reader");
            reader.setDaemon(true);
            reader.start();
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                app.awaitWhole();
                seconds.add(once(cluster, shown));
            }
            Collections.sort(seconds);
            Benchmarks.print("sample.promoted-visible.seconds", seconds.get(RUNS / 2), "s");
            Benchmarks.print("sample.promoted-visible.worst-seconds", seconds.get(RUNS - 1), "s");
        }
    }

    private static double once(DemoCluster cluster, Map<String, Long> shown) {
        LocalPod master = cluster.masterOf(0);
        LocalPod replica = cluster.redis().pods().stream()
                .filter(pod -> pod != master
                        && DemoCluster.ask(pod, jedis -> jedis.info("replication"))
                                .contains("master_host:"
                                        + master.address().getAddress().getHostAddress()))
                .findFirst()
                .orElseThrow();
        shown.clear();
        master.kill();
        Awaitility.await("promotion")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> DemoCluster.ask(replica, jedis -> jedis.info("replication"))
                        .contains("role:master"));
        long promoted = System.nanoTime();
        Awaitility.await("the event")
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> shown.containsKey(replica.name()));
        double seconds = Math.max(0, (shown.get(replica.name()) - promoted) / 1e9);
        master.start();
        return seconds;
    }

    /** Notes when each pod was first shown as the serving owner of slot 0. */
    private static void read(int port, Map<String, Long> shown) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                URI.create("http://127.0.0.1:" + port + "/events").toURL().openStream(), StandardCharsets.UTF_8))) {
            String topic = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    topic = line.substring(7);
                } else if (line.startsWith("data: ") && topic.equals("cluster")) {
                    note(JsonParser.parseString(line.substring(6)).getAsJsonObject(), shown);
                }
            }
        } catch (IOException closed) {
            // The application has ended.
        }
    }

    private static void note(JsonObject cluster, Map<String, Long> shown) {
        long now = System.nanoTime();
        for (JsonElement element : cluster.getAsJsonArray("shards")) {
            JsonObject shard = element.getAsJsonObject();
            int first =
                    shard.getAsJsonArray("slots").get(0).getAsJsonArray().get(0).getAsInt();
            if (first == 0 && shard.get("serving").getAsBoolean()) {
                shown.putIfAbsent(shard.get("owner").getAsString(), now);
            }
        }
    }
}
