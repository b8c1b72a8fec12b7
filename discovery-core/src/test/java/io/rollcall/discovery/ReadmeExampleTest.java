// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.leader.Epoch;
import io.rollcall.discovery.leader.FencingTokens;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.InMemoryFencingTokens;
import io.rollcall.discovery.testing.Service;
import io.rollcall.discovery.testing.sim.Disruption.Restart;
import io.rollcall.discovery.testing.sim.Faults;
import io.rollcall.discovery.testing.sim.Fencing;
import io.rollcall.discovery.testing.sim.History;
import io.rollcall.discovery.testing.sim.Silence;
import io.rollcall.discovery.testing.sim.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the README: they compile, they run, and the README has the same lines. */
class ReadmeExampleTest {

    private static final Logger log = LoggerFactory.getLogger(ReadmeExampleTest.class);

    private final FencingTokens fencingTokens = new InMemoryFencingTokens(Duration.ofSeconds(15), System::nanoTime);
    private final CompletableFuture<Epoch> started = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Test
    void example_leadsAndStops() throws Exception {
        HeadlessService service = HeadlessService.named("orders")
                .namespace("shop")
                .expectedPeers(3)
                .self(new PeerId("orders", 0))
                .build();
        try (HeadlessDns dns = HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start()) {
            Service orders = dns.service("orders", "shop").port("http", 8080);
            orders.pod("orders-0", "127.0.0.2");
            orders.pod("orders-1", "127.0.0.3");

            run(DnsPeerDiscovery.builder(service)
                    .nameservers(List.of(dns.address()))
                    .build());
        }

        assertThat(started).isCompletedWithValue(new Epoch.Fenced(1));
        assertThat(stopped.getCount()).as("closing stops the work").isZero();
    }

    @Test
    void simulation_runsAnApplicationsListener() {
        Silence.during(ReadmeExampleTest::simulate);
    }

    @ParameterizedTest
    @CsvSource({"README, LeaderElector.of(", "README simulation, Simulation.seeded("})
    void readme_hasTheLinesOfTheExample(String marker, String part) throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/io/rollcall/discovery/ReadmeExampleTest.java"));
        List<String> behind = source.subList(source.indexOf("        // " + marker) + 1, source.size());
        String example = String.join("\n", behind.subList(0, behind.indexOf("        // end")))
                .stripIndent();

        assertThat(example).contains(part);
        assertThat(Path.of("../README.md")).content().contains(example);
    }

    private static void simulate() {
        // README simulation
        History history = Simulation.seeded(42)
                .pods(5)
                .fencing(Fencing.LEASE)
                .with(Faults.random().and(Duration.ofMinutes(2), new Restart(0, Duration.ofSeconds(20), true)))
                .running(pod -> {
                    Worker worker = new Worker(pod.scheduler(), pod::note);
                    pod.elector().onChange(state -> worker.mayWork(state instanceof Leader));
                })
                .run();

        assertThat(history.violations()).isEmpty();
        assertThat(history.text()).contains("web-0#2 works");
        // end
    }

    /** Stands for the application's own code. */
    private static final class Worker {
        private final ScheduledExecutorService scheduler;
        private final Consumer<String> log;
        private Future<?> work = CompletableFuture.completedFuture(null);

        Worker(ScheduledExecutorService scheduler, Consumer<String> log) {
            this.scheduler = scheduler;
            this.log = log;
        }

        void mayWork(boolean may) {
            work.cancel(false);
            if (may) {
                work = scheduler.scheduleAtFixedRate(() -> log.accept("works"), 0, 10, TimeUnit.SECONDS);
            }
        }
    }

    private void run(PeerDiscovery discovery) throws InterruptedException {
        // README
        try (discovery;
                PeerWatch watch = discovery.watch(event -> log.info("{}", event));
                LeaderElector elector = LeaderElector.of(watch, fencingTokens)) {
            PeerView peers = watch.await(Completeness.QUORUM, Duration.ofSeconds(30));
            log.info("{} of {} peers", peers.peers().size(), peers.service().expectedPeers());
            elector.onChange(state -> {
                if (state instanceof Leader me) {
                    startWork(me.epoch());
                } else {
                    stopWork();
                }
            });
            serve();
        }
        // end
    }

    private void startWork(Epoch epoch) {
        started.complete(epoch);
    }

    private void stopWork() {
        if (started.isDone()) {
            stopped.countDown();
        }
    }

    private void serve() throws InterruptedException {
        try {
            started.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("nobody led within a minute", e);
        }
    }
}
