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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The example that the README begins with: it compiles, it runs, and the README has the same lines. */
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
    void readme_hasTheLinesOfTheExample() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/io/rollcall/discovery/ReadmeExampleTest.java"));
        String example = String.join(
                        "\n", source.subList(source.indexOf("        // README") + 1, source.indexOf("        // end")))
                .stripIndent();

        assertThat(example).contains("LeaderElector.of(");
        assertThat(Path.of("../README.md")).content().contains(example);
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
