// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.testing.HeadlessDns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thread for all that ask the same servers. */
class SharedEngineTest {

    private final HeadlessDns dns = HeadlessDns.start();
    private final List<DnsPeerDiscovery> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(DnsPeerDiscovery::close);
        dns.close();
    }

    @Test
    void hundredServices_watched_costOneEngineAndOneScheduler() {
        long before = threads("rollcall-dns");
        for (int i = 0; i < 100; i++) {
            discovery("service-" + i).watch(event -> {});
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> dns.queries().total() >= 100);
        assertThat(threads("rollcall-dns")).isEqualTo(before + 1);
        assertThat(threads("rollcall-watch")).isEqualTo(1);

        open.forEach(DnsPeerDiscovery::close);
        assertThat(threads("rollcall-dns")).isEqualTo(before);
        await().atMost(Duration.ofSeconds(10)).until(() -> threads("rollcall-watch") == 0);
    }

    @Test
    void oneThatCloses_leavesTheEngineToTheOthers() throws Exception {
        DnsPeerDiscovery one = discovery("one");
        DnsPeerDiscovery other = discovery("other");

        one.close();
        one.close();

        assertThat(one.lookup()).isCompletedExceptionally();
        assertThat(one.lookup().handle((result, failure) -> failure).get())
                .isInstanceOf(DiscoveryClosedException.class);
        assertThat(other.lookup().get(10, TimeUnit.SECONDS)).isInstanceOf(Found.class);
        other.close();
        assertThat(other.isRunning()).isFalse();
        assertThat(discovery("again").lookup().get(10, TimeUnit.SECONDS)).isInstanceOf(Found.class);
    }

    @Test
    void givenChance_meansAnEngineOfItsOwn() {
        long before = threads("rollcall-dns");
        discovery("one");
        open.add(DnsPeerDiscovery.builder(service("two"))
                .nameservers(List.of(dns.address()))
                .random(new SplittableRandom(1))
                .build());

        assertThat(threads("rollcall-dns")).isEqualTo(before + 2);
    }

    private DnsPeerDiscovery discovery(String name) {
        DnsPeerDiscovery discovery = DnsPeerDiscovery.builder(service(name))
                .nameservers(List.of(dns.address()))
                .build();
        open.add(discovery);
        return discovery;
    }

    private HeadlessService service(String name) {
        dns.service(name).port("http", 8080).pod(name + "-0", "127.0.0.9");
        return HeadlessService.named(name).portName("http").build();
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toList())
                .size();
    }
}
