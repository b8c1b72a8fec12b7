// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.leader.FencingTokens;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderState;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.InMemoryFencingTokens;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetersTest {

    private static final String SPEC = "MetersTest";

    private OrdersDns dns;
    private ApplicationContext application;
    private MeterRegistry registry;
    private PeerWatch watch;

    @Factory
    @Requires(property = "spec", value = SPEC)
    static class Fence {
        @Singleton
        FencingTokens tokens() {
            return new InMemoryFencingTokens(Duration.ofSeconds(30), System::nanoTime);
        }
    }

    @BeforeEach
    void start() {
        dns = new OrdersDns();
        application = dns.run(Map.of("spec", SPEC));
        registry = application.getBean(MeterRegistry.class);
        watch = application.getBean(PeerWatch.class);
        await().atMost(OrdersDns.PATIENCE).until(() -> watch.view().peers().size() == 3);
    }

    @AfterEach
    void stop() {
        application.close();
        dns.close();
    }

    @Test
    void lookups_areCountedByOutcome() {
        dns.server().inject(Fault.rcode("SERVFAIL"));
        await().atMost(OrdersDns.PATIENCE).until(() -> lookups("failed") > 0);
        dns.server().clearFaults();
        dns.service().pods().forEach(pod -> pod.remove());
        await().atMost(OrdersDns.PATIENCE).until(() -> lookups("absent") > 0);

        assertThat(lookups("found")).isPositive();
        assertThat(registry.get("rollcall.lookup")
                        .tag("outcome", "found")
                        .timer()
                        .max(TimeUnit.NANOSECONDS))
                .isPositive();
    }

    @Test
    void lookupOfTheApplication_isCountedToo() {
        try (ApplicationContext idle = dns.run(Map.of(
                "rollcall.watch.shortest-poll",
                "1h",
                "rollcall.watch.longest-poll",
                "1h",
                "rollcall.watch.longest-backoff",
                "1h",
                "rollcall.watch.stale-bound",
                "2h"))) {
            MeterRegistry meters = idle.getBean(MeterRegistry.class);
            RequiredSearch found = meters.get("rollcall.lookup").tag("outcome", "found");
            await().atMost(OrdersDns.PATIENCE).until(() -> found.timer().count() == 1);
            idle.getBean(PeerDiscovery.class).lookup().join();

            await().atMost(OrdersDns.PATIENCE).until(() -> found.timer().count() == 2);
        }
    }

    @Test
    void view_isMeasured() {
        assertThat(gauge("rollcall.view.peers")).isEqualTo(3);
        assertThat(gauge("rollcall.view.expected")).isEqualTo(3);
        assertThat(gauge("rollcall.view.missing")).isZero();
        assertThat(gauge("rollcall.view.stale")).isZero();
        assertThat(registry.get("rollcall.view.ttl").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(registry.get("rollcall.view.age").timeGauge().value(TimeUnit.SECONDS))
                .isBetween(0.0, 60.0);

        dns.service().removePod("orders-1");
        await().atMost(OrdersDns.PATIENCE).until(() -> gauge("rollcall.view.missing") == 1);

        assertThat(gauge("rollcall.view.peers")).isEqualTo(2);
    }

    @Test
    void changes_areCountedByKind() {
        await().atMost(OrdersDns.PATIENCE).until(() -> changes("joined") == 3);
        dns.service().removePod("orders-1");

        await().atMost(OrdersDns.PATIENCE).until(() -> changes("left") == 1);
    }

    @Test
    void leadership_isMeasuredWithItsEpoch() {
        LeaderElector elector = application.getBean(LeaderElector.class);
        await().atMost(OrdersDns.PATIENCE).until(() -> elector.state() instanceof LeaderState.Leader);
        assertThat(state("leader")).isEqualTo(1);
        assertThat(state("follower") + state("undecided") + state("forbidden")).isZero();
        assertThat(gauge("rollcall.leader.epoch")).isEqualTo(1);

        elector.resign().join();

        assertThat(state("leader")).isZero();
        assertThat(state("forbidden")).isEqualTo(1);
        assertThat(gauge("rollcall.leader.epoch")).isZero();
    }

    @Test
    void disabled_nothingIsMeasured() {
        try (ApplicationContext quiet = dns.run(Map.of("rollcall.metrics.enabled", "false"))) {
            assertThat(quiet.getBean(MeterRegistry.class).getMeters())
                    .extracting(Meter::getId)
                    .noneMatch(id -> id.getName().startsWith("rollcall"));
        }
    }

    private long lookups(String outcome) {
        return registry.get("rollcall.lookup").tag("outcome", outcome).timer().count();
    }

    private double changes(String kind) {
        return registry.find("rollcall.peer.changes").tag("kind", kind).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double state(String name) {
        return registry.get("rollcall.leader.state").tag("state", name).gauge().value();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
