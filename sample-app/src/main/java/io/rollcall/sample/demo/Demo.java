// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.Application;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.run.StopSignal;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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
 * it. Stays up until Ctrl-C, or ends by itself, as {@link DemoOptions} say; the exit code is 0 only if done was proven, and
 * after chaos only if no acknowledged write was lost, 2 for an option that is wrong, 1 for everything else.
 */
public final class Demo {

    private static final Duration RESTORE = Duration.ofSeconds(10);
    private static final Duration READY = Duration.ofSeconds(60);

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

    private final DemoOptions options;
    private final Chaos.Pace pace;
    private final PrintWriter out;
    private final PrintWriter err;
    private final StopSignal stop = new StopSignal();
    private final Nap nap = new Nap();
    private final CountDownLatch done = new CountDownLatch(1);

    Demo(DemoOptions options, Chaos.Pace pace, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.pace = pace;
        this.out = out;
        this.err = err;
    }

    /** Runs the demo and exits. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        DemoOptions options;
        try {
            options = DemoOptions.of(System::getProperty);
        } catch (IllegalArgumentException wrong) {
            err.println("the demo cannot run: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        Demo demo = new Demo(options, Chaos.Pace.USUAL, out, err);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "rollcall-demo-stop"));
        System.exit(demo.run());
    }

    /** Runs it; says with which code to exit. */
    int run() {
        try (HeadlessDns dns = HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
                LocalStatefulSet set = redis(dns);
                AppSet app = new AppSet(dns, set.service(), set.pods().size(), List.of())) {
            set.startAll();
            introduce(dns, set);
            growUp();
            int code = Application.execute(Map.of(), stop, out, err, command(dns, set));
            return code == 0 ? show(set, app) : code;
        } catch (IllegalStateException | UncheckedIOException cannot) {
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
        connectWith(set);
        out.println(app.pods().size() + " pods of the application start.");
        app.startAll();
        if (!nap.until(READY, () -> app.get("/health/readiness").isPresent())) {
            if (nap.ended()) {
                return 0;
            }
            err.println("the application is not ready after " + READY.toSeconds() + " s; its logs are in "
                    + app.keepLogs());
            return 1;
        }
        out.println("The application runs. See it at");
        out.println("  " + app.shown().page() + "  (" + app.shown().name() + ")");
        app.pods().stream()
                .filter(pod -> pod != app.shown())
                .forEach(pod -> out.println("  " + pod.page() + "  (" + pod.name() + ", pid " + pod.pid() + ")"));
        int code = options.chaos() ? chaos(set, app) : 0;
        if (!options.exit() && !nap.ended()) {
            out.println("Ctrl-C ends the demo and removes everything.");
            nap.rest(Duration.ofDays(365));
        }
        return code;
    }

    private int chaos(LocalStatefulSet set, AppSet app) throws InterruptedException {
        out.println("Chaos for " + options.chaosTime().toSeconds()
                + " s: pods are killed one after the other and come back elsewhere.");
        ChaosReport report = new Chaos(set, app, nap, new Random(), out, pace).run(options.chaosTime());
        report.lines().forEach(out::println);
        return report.good() ? 0 : 1;
    }

    /** Ends it, and waits until everything is removed. */
    void stop() {
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
