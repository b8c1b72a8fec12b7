// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.Application;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.run.StopSignal;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Six pods that know only a service name become a Redis Cluster, on one machine, and three pods of the application show
 * it. Stays up until Ctrl-C, or with the system property {@code demo.exit} set to {@code true} ends by itself; the exit
 * code is 0 only if done was proven. With {@code demo.chaos} set to {@code true} pods are killed and come back at other
 * addresses for {@code demo.chaos.seconds} (300), and the exit code is 0 only if no acknowledged write was lost.
 */
public final class Demo {

    private static final Duration RESTORE = Duration.ofSeconds(10);
    private static final Duration READY = Duration.ofSeconds(60);
    private static final long CHAOS_SECONDS = 300;

    /**
     * A master does not turn {@code ok} in the first 2 s of its life, whatever is done (CLUSTER_WRITABLE_DELAY in
     * cluster.c). Pods that are waited for are older than that, so the demo lets its own grow up first: otherwise the
     * time that it prints would be the server's rule and not the formation.
     */
    private static final Duration CHILDHOOD = Duration.ofMillis(2_100);

    /**
     * A failover within seconds; the other shards go on meanwhile; no write that only its master has is accepted; and what
     * was written survives the process.
     */
    private static final String[] REDIS_SETTINGS = {
        "--cluster-node-timeout", "1500",
        "--cluster-require-full-coverage", "no",
        "--min-replicas-to-write", "1",
        "--appendonly", "yes",
        "--repl-diskless-sync-delay", "0",
    };

    private final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    private final PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    private final StopSignal stop = new StopSignal();
    private final Nap nap = new Nap();
    private final CountDownLatch done = new CountDownLatch(1);

    private Demo() {}

    /** Runs the demo and exits. */
    public static void main(String[] args) {
        System.exit(new Demo().run());
    }

    private int run() {
        try (HeadlessDns dns = HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
                LocalStatefulSet set = redis(dns);
                AppSet app = new AppSet(dns, set.service(), set.pods().size(), List.of())) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "rollcall-demo-stop"));
            set.startAll();
            introduce(dns, set);
            growUp();
            int code = Application.execute(Map.of(), stop, out, err, command(dns, set));
            return code == 0 ? show(set, app) : code;
        } catch (IllegalStateException cannot) {
            err.println("the demo cannot run: " + cannot.getMessage());
            return 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            done.countDown();
        }
    }

    /** The pods, two on each of three workers, which are in as many zones; with further settings of their servers. */
    static LocalStatefulSet redis(HeadlessDns dns, String... more) {
        return LocalStatefulSet.in(dns)
                .settings(Stream.of(REDIS_SETTINGS, more).flatMap(Stream::of).toArray(String[]::new))
                .podSettings(ordinal -> List.of(
                        "--syslog-ident",
                        "rollcall:worker=worker-" + ordinal % 3 + ";zone=zone-" + (char) ('a' + ordinal % 3)))
                .create();
    }

    private int show(LocalStatefulSet set, AppSet app) throws InterruptedException {
        app.startAll();
        connectWith(set);
        if (!nap.until(READY, () -> app.get("/health/readiness").isPresent())) {
            err.println(
                    "the application is not ready after " + READY.toSeconds() + " s; its logs are in " + app.folder());
            return nap.ended() ? 0 : 1;
        }
        out.println("The application runs as " + app.pods().size() + " pods. See it at");
        out.println("  " + app.shown().page() + "  (" + app.shown().name() + ")");
        app.pods().stream()
                .filter(pod -> pod != app.shown())
                .forEach(pod -> out.println("  " + pod.page() + "  (" + pod.name() + ", pid " + pod.pid() + ")"));
        int code = Boolean.getBoolean("demo.chaos") ? chaos(set, app) : 0;
        if (!Boolean.getBoolean("demo.exit") && !nap.ended()) {
            out.println("Ctrl-C ends the demo and removes everything.");
            nap.rest(Duration.ofDays(365));
        }
        return code;
    }

    private int chaos(LocalStatefulSet set, AppSet app) throws InterruptedException {
        long seconds = Long.getLong("demo.chaos.seconds", CHAOS_SECONDS);
        out.println("Chaos for " + seconds + " s: pods are killed one after the other and come back elsewhere.");
        ChaosReport report = new Chaos(set, app, nap, new Random(), out).run(Duration.ofSeconds(seconds));
        report.lines().forEach(out::println);
        return report.good() ? 0 : 1;
    }

    private void shutDown() {
        stop.ask();
        nap.end();
        try {
            boolean unused = done.await(RESTORE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void introduce(HeadlessDns dns, LocalStatefulSet set) {
        out.println(set.pods().size() + " pods run redis-server " + set.server().version() + " ("
                + set.server().executable() + ").");
        out.println("Their headless service is " + set.service().domain() + ", served by " + text(dns.address())
                + ", and that is all they know:");
        out.println("  redis-bootstrap " + String.join(" ", command(dns, set)));
    }

    private void growUp() throws InterruptedException {
        out.println("They start; Redis lets no server younger than 2 s become a writable master.");
        nap.rest(CHILDHOOD);
    }

    static String[] command(HeadlessDns dns, LocalStatefulSet set) {
        return new String[] {
            "form",
            "--service",
            set.service().name(),
            "--namespace",
            set.service().namespace(),
            "--pods",
            Integer.toString(set.pods().size()),
            "--nameserver",
            text(dns.address())
        };
    }

    private void connectWith(LocalStatefulSet set) {
        InetSocketAddress first = set.pod(0).address();
        out.println("Connect with:");
        out.println("  redis-cli -c -h " + first.getAddress().getHostAddress() + " -p " + first.getPort());
    }

    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
