// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.annotation.Scheduled;
import io.rollcall.discovery.leader.Epoch;
import io.rollcall.discovery.leader.FencingTokens;
import io.rollcall.discovery.leader.ForbiddenReason;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderState;
import io.rollcall.discovery.testing.InMemoryFencingTokens;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnLeaderTest {

    private static final String SPEC = "OnLeaderTest";
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static OrdersDns dns;
    private static InMemoryFencingTokens store;

    @Factory
    @Requires(property = "spec", value = SPEC)
    static class Fence {
        @Singleton
        @Requires(property = "fenced")
        FencingTokens tokens() {
            return store;
        }
    }

    @Requires(property = "spec", value = SPEC)
    @Singleton
    static class Work {
        private final AtomicInteger everywhere = new AtomicInteger();
        private final AtomicInteger onLeader = new AtomicInteger();
        private final List<Object> heard = new CopyOnWriteArrayList<>();

        @Scheduled(fixedDelay = "20ms")
        void everywhere() {
            everywhere.incrementAndGet();
        }

        @OnLeader
        @Scheduled(fixedDelay = "20ms")
        void onLeader() {
            onLeader.incrementAndGet();
        }

        @OnLeader
        @EventListener
        void on(String order) {
            heard.add(order);
        }

        @OnLeader
        int count() {
            return heard.size();
        }
    }

    @Requires(property = "spec", value = SPEC)
    @Singleton
    static class States {
        private final List<LeaderState> told = new CopyOnWriteArrayList<>();

        @EventListener
        void on(LeaderChangedEvent event) {
            told.add(event.state());
        }
    }

    @BeforeAll
    static void startDns() {
        dns = new OrdersDns();
    }

    @AfterAll
    static void stopDns() {
        dns.close();
    }

    @BeforeEach
    void emptyStore() {
        store = new InMemoryFencingTokens(LEASE, System::nanoTime);
    }

    @Test
    void leader_runsScheduledAndEventMethods() {
        try (ApplicationContext orders0 = run(Map.of("fenced", "true"))) {
            Work work = orders0.getBean(Work.class);
            await().atMost(OrdersDns.PATIENCE).until(() -> work.onLeader.get() > 0);
            orders0.publishEvent("an order");

            assertThat(work.heard).containsExactly("an order");
            assertThat(orders0.getBean(LeaderElector.class).state())
                    .isEqualTo(new LeaderState.Leader(new Epoch.Fenced(1)));
        }
    }

    @Test
    void follower_runsNeither() {
        try (ApplicationContext orders1 = run(Map.of("fenced", "true", "rollcall.pod-name", "orders-1"))) {
            Work work = orders1.getBean(Work.class);
            LeaderElector elector = orders1.getBean(LeaderElector.class);
            await().atMost(OrdersDns.PATIENCE).until(() -> elector.state() instanceof LeaderState.Follower);
            orders1.publishEvent("an order");
            int soFar = work.everywhere.get();
            await().atMost(OrdersDns.PATIENCE).until(() -> work.everywhere.get() > soFar + 5);

            assertThat(work.onLeader).hasValue(0);
            assertThat(work.heard).isEmpty();
        }
    }

    @Test
    void noElector_runsNever() {
        try (ApplicationContext orders0 = run(Map.of())) {
            Work work = orders0.getBean(Work.class);
            await().atMost(OrdersDns.PATIENCE).until(() -> work.everywhere.get() > 5);

            assertThat(orders0.containsBean(LeaderElector.class)).isFalse();
            assertThat(work.onLeader).hasValue(0);
        }
    }

    @Test
    void rollcallNotConfigured_runsNever() {
        try (ApplicationContext plain = ApplicationContext.run(Map.of("spec", SPEC))) {
            Work work = plain.getBean(Work.class);
            await().atMost(OrdersDns.PATIENCE).until(() -> work.everywhere.get() > 5);

            assertThat(work.onLeader).hasValue(0);
        }
    }

    @Test
    void fenceButNotWanted_noElector() {
        try (ApplicationContext orders0 = run(Map.of("fenced", "true", "rollcall.leader.enabled", "false"))) {
            assertThat(orders0.containsBean(LeaderElector.class)).isFalse();
        }
    }

    @Test
    void methodThatReturnsSomething_isRefused() {
        try (ApplicationContext orders0 = run(Map.of("rollcall.leader.enabled", "true"))) {
            Work work = orders0.getBean(Work.class);

            assertThatThrownBy(work::count)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("count")
                    .hasMessageContaining("make it void");
        }
    }

    @Test
    void fixedPolicy_leadsOnItsOrdinalOnly() {
        Map<String, Object> fixed = Map.of(
                "rollcall.leader.enabled",
                "true",
                "rollcall.leader.policy",
                "fixed",
                "rollcall.leader.fixed-ordinal",
                1);
        try (ApplicationContext orders0 = run(fixed)) {
            LeaderElector elector = orders0.getBean(LeaderElector.class);

            await().atMost(OrdersDns.PATIENCE).until(() -> elector.state() instanceof LeaderState.Follower);
        }
    }

    @Test
    void applicationEnds_resignsTellsListenersAndGivesTheEpochBack() {
        States states;
        try (ApplicationContext orders0 = run(Map.of("fenced", "true"))) {
            LeaderElector elector = orders0.getBean(LeaderElector.class);
            states = orders0.getBean(States.class);
            await().atMost(OrdersDns.PATIENCE).until(() -> elector.state() instanceof LeaderState.Leader);
            await().atMost(OrdersDns.PATIENCE)
                    .until(() -> !states.told.isEmpty() && last(states) instanceof LeaderState.Leader);
        }

        assertThat(last(states)).isEqualTo(new LeaderState.Forbidden(new ForbiddenReason.Resigned()));
        // The lease has half a minute left: another process gets the fence because it was given back.
        try (ApplicationContext again = run(Map.of("fenced", "true"))) {
            LeaderElector elector = again.getBean(LeaderElector.class);
            await().atMost(OrdersDns.PATIENCE)
                    .until(() -> elector.state().equals(new LeaderState.Leader(new Epoch.Fenced(2))));
        }
    }

    private static LeaderState last(States states) {
        return states.told.get(states.told.size() - 1);
    }

    private static ApplicationContext run(Map<String, Object> others) {
        Map<String, Object> settings = new java.util.HashMap<>(others);
        settings.put("spec", SPEC);
        return dns.run(settings);
    }
}
