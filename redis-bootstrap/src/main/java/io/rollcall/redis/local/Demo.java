// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.local;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.Application;
import io.rollcall.redis.run.StopSignal;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Six pods that know only a service name become a Redis Cluster, on one machine. Stays up until Ctrl-C, or with the
 * system property {@code demo.exit} set to {@code true} ends by itself; the exit code is 0 only if done was proven.
 */
public final class Demo {

    private static final long RESTORE_SECONDS = 10;

    /**
     * A master does not turn {@code ok} in the first 2 s of its life, whatever is done (CLUSTER_WRITABLE_DELAY in
     * cluster.c). Pods that are waited for are older than that, so the demo lets its own grow up first: otherwise the
     * time that it prints would be the server's rule and not the formation.
     */
    private static final Duration CHILDHOOD = Duration.ofMillis(2_100);

    private final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    private final PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    private final StopSignal stop = new StopSignal();

    private Demo() {}

    /** Runs the demo and exits. */
    public static void main(String[] args) {
        System.exit(new Demo().run());
    }

    private int run() {
        CountDownLatch formed = new CountDownLatch(1);
        try (HeadlessDns dns = HeadlessDns.start();
                LocalStatefulSet set = LocalStatefulSet.in(dns).create()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(formed, set), "rollcall-demo-stop"));
            set.startAll();
            introduce(dns, set);
            growUp();
            int code = form(dns, set);
            formed.countDown();
            if (code == 0) {
                explain(set);
                if (!Boolean.getBoolean("demo.exit")) {
                    out.println("Ctrl-C ends the demo and removes everything.");
                    new CountDownLatch(1).await();
                }
            }
            return code;
        } catch (IllegalStateException cannot) {
            err.println("the demo cannot run: " + cannot.getMessage());
            return 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            formed.countDown();
        }
    }

    private void shutDown(CountDownLatch formed, LocalStatefulSet set) {
        stop.ask();
        try {
            boolean unused = formed.await(RESTORE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        set.close();
    }

    private void introduce(HeadlessDns dns, LocalStatefulSet set) {
        out.println(set.pods().size() + " pods run redis-server " + set.server().version() + " ("
                + set.server().executable() + ").");
        out.println("Their headless service is " + set.service().domain() + ", served by " + address(dns.address())
                + ", and that is all they know:");
        out.println("  redis-bootstrap " + String.join(" ", command(dns, set)));
    }

    private void growUp() throws InterruptedException {
        out.println("They start; Redis lets no server younger than 2 s become a writable master.");
        // The latch opens never; what is waited for is a fixed age.
        boolean unused = new CountDownLatch(1).await(CHILDHOOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private int form(HeadlessDns dns, LocalStatefulSet set) {
        return Application.execute(Map.of(), stop, out, err, command(dns, set));
    }

    private static String[] command(HeadlessDns dns, LocalStatefulSet set) {
        return new String[] {
            "form",
            "--service",
            set.service().name(),
            "--namespace",
            set.service().namespace(),
            "--pods",
            Integer.toString(set.pods().size()),
            "--nameserver",
            address(dns.address())
        };
    }

    private void explain(LocalStatefulSet set) {
        InetSocketAddress first = set.pod(0).address();
        out.println("Connect with:");
        out.println("  redis-cli -c -h " + first.getAddress().getHostAddress() + " -p " + first.getPort());
    }

    private static String address(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
