// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rollcall.redis.local.LocalPod;
import io.rollcall.redis.local.LocalStatefulSet;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Kills one Redis pod after the other with SIGKILL and lets each come back at another address with the data on its disk;
 * now and then it deletes the leading pod of the application, too. One Redis pod is down at a time, and the next goes when
 * the cluster is whole: a second loss at once would be more than one replica can make up for.
 */
final class Chaos {

    private static final Duration WHOLE_AGAIN = Duration.ofSeconds(60);

    /**
     * How it goes on.
     *
     * @param down how long a Redis pod is away; longer than a failover takes, so that a master that comes back finds its
     *     replica promoted
     * @param between how long all is left in peace after a pod is back
     * @param leaderEvery with every how manieth Redis pod the leading pod of the application goes
     * @param leaderAway how long that stays away
     * @param check how long to wait in the end; every key is written again, and so checked, within 7 s
     */
    record Pace(Duration down, Duration between, int leaderEvery, Duration leaderAway, Duration check) {

        static final Pace USUAL = new Pace(
                Duration.ofSeconds(5), Duration.ofSeconds(2), 4, Duration.ofSeconds(15), Duration.ofSeconds(10));
    }

    private final LocalStatefulSet redis;
    private final AppSet app;
    private final Nap nap;
    private final RandomGenerator random;
    private final PrintWriter out;
    private final Pace pace;
    private int kills;
    private int masters;
    private int leaders;

    Chaos(LocalStatefulSet redis, AppSet app, Nap nap, RandomGenerator random, PrintWriter out, Pace pace) {
        this.redis = redis;
        this.app = app;
        this.nap = nap;
        this.random = random;
        this.out = out;
        this.pace = pace;
    }

    /** Goes on for so long, and ends with everything running. */
    ChaosReport run(Duration time) throws InterruptedException {
        // A leader that is deleted is part of it, so somebody is to lead.
        boolean unused = nap.until(WHOLE_AGAIN, () -> leader().isPresent());
        long begin = System.nanoTime();
        while (!nap.ended() && System.nanoTime() - begin < time.toNanos()) {
            if (!nap.until(WHOLE_AGAIN, this::whole) && !nap.ended()) {
                out.println("chaos: the cluster is not whole after " + WHOLE_AGAIN.toSeconds() + " s: " + sentence());
                continue;
            }
            round();
        }
        boolean whole = nap.until(WHOLE_AGAIN, this::whole);
        out.println("chaos: over; " + pace.check().toSeconds() + " s more, until every key was written again");
        nap.rest(pace.check());
        return ChaosReport.of(
                Duration.ofNanos(System.nanoTime() - begin),
                kills,
                masters,
                leaders,
                whole,
                json("/writes"),
                json("/counter"));
    }

    private void round() throws InterruptedException {
        kills++;
        LocalPod victim = redis.pod(random.nextInt(redis.pods().size()));
        boolean master = isMaster(victim);
        masters += master ? 1 : 0;
        Optional<AppPod> leader = kills % pace.leaderEvery() == 0 ? leader() : Optional.empty();
        victim.kill();
        out.println("chaos " + kills + ": killed " + victim.name() + " (" + (master ? "master" : "replica") + ")");
        leader.ifPresent(pod -> {
            leaders++;
            app.delete(pod);
            out.println("chaos " + kills + ": deleted " + pod.name() + ", which led");
        });
        nap.rest(pace.down());
        redis.readdress(victim.ordinal());
        announce(victim);
        out.println("chaos " + kills + ": " + victim.name() + " is back at "
                + victim.address().getAddress().getHostAddress());
        if (leader.isPresent()) {
            nap.rest(pace.leaderAway());
            app.revive(leader.get());
        }
        nap.rest(pace.between());
    }

    /**
     * Tells the server the address of its pod, as the chart's init container does: a server that moved believes that it is
     * where it was, and sends its clients there.
     */
    private void announce(LocalPod pod) throws InterruptedException {
        String ip = pod.address().getAddress().getHostAddress();
        boolean unused = nap.until(WHOLE_AGAIN, () -> {
            try (Jedis jedis = new Jedis(ip, pod.address().getPort())) {
                return "OK".equals(jedis.configSet("cluster-announce-ip", ip));
            } catch (JedisException notYet) {
                return false;
            }
        });
    }

    private Optional<AppPod> leader() {
        return json("/counter")
                .map(counter -> counter.get("owner").getAsString())
                .flatMap(owner -> app.pods().stream()
                        .filter(pod -> pod.name().equals(owner))
                        .findFirst())
                .filter(pod -> pod != app.shown() && pod.isRunning());
    }

    private boolean whole() {
        return json("/cluster")
                .map(cluster -> cluster.get("state").getAsString().equals("OK"))
                .orElse(false);
    }

    private String sentence() {
        return json("/cluster")
                .map(cluster -> cluster.get("sentence").getAsString())
                .orElse("the application does not answer");
    }

    private static boolean isMaster(LocalPod pod) {
        try (Jedis jedis = new Jedis(
                pod.address().getAddress().getHostAddress(), pod.address().getPort())) {
            return jedis.info("replication").contains("role:master");
        } catch (JedisException silent) {
            return false;
        }
    }

    private Optional<JsonObject> json(String path) {
        return app.get(path).map(text -> JsonParser.parseString(text).getAsJsonObject());
    }
}
