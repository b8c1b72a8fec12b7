// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.testing.Fault;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final String SPEC = "EventsTest";

    private OrdersDns dns;
    private ApplicationContext application;
    private Heard heard;

    @Requires(property = "spec", value = SPEC)
    @Singleton
    static class Heard {
        private final List<PeerEvent> changes = new CopyOnWriteArrayList<>();
        private final List<ViewStaleEvent> stale = new CopyOnWriteArrayList<>();
        private final List<ViewFreshEvent> fresh = new CopyOnWriteArrayList<>();

        @EventListener
        void on(PeersChangedEvent event) {
            changes.add(event.change());
        }

        @EventListener
        void on(ViewStaleEvent event) {
            stale.add(event);
        }

        @EventListener
        void on(ViewFreshEvent event) {
            fresh.add(event);
        }
    }

    @BeforeEach
    void start() {
        dns = new OrdersDns();
        application = dns.run(Map.of("spec", SPEC));
        heard = application.getBean(Heard.class);
        await().atMost(OrdersDns.PATIENCE).until(() -> heard.changes.size() == 3);
    }

    @AfterEach
    void stop() {
        application.close();
        dns.close();
    }

    @Test
    void start_tellsOfEachPeerFound() {
        assertThat(heard.changes)
                .allSatisfy(change -> assertThat(change).isInstanceOf(PeerEvent.PeerJoined.class))
                .extracting(change -> ((PeerEvent.PeerJoined) change).peer().name())
                .containsExactly("orders-0", "orders-1", "orders-2");
    }

    @Test
    void podWithAnotherAddress_isToldAsReaddressed() {
        dns.service().pod("orders-1", "127.40.1.2");

        await().atMost(OrdersDns.PATIENCE).until(() -> heard.changes.size() == 4);
        assertThat(heard.changes.get(3)).isInstanceOf(PeerEvent.PeerReaddressed.class);
    }

    @Test
    void podGone_isToldAsLeft() {
        dns.service().removePod("orders-2");

        await().atMost(OrdersDns.PATIENCE).until(() -> heard.changes.size() == 4);
        assertThat(heard.changes.get(3)).isInstanceOf(PeerEvent.PeerLeft.class);
        assertThat(heard.changes.get(3).view().peers()).hasSize(2);
    }

    @Test
    void dnsFailsAndComesBack_isToldAsStaleAndFresh() {
        dns.server().inject(Fault.rcode("SERVFAIL"));
        await().atMost(OrdersDns.PATIENCE).until(() -> heard.stale.size() == 1);
        dns.server().clearFaults();
        await().atMost(OrdersDns.PATIENCE).until(() -> heard.fresh.size() == 1);

        assertThat(heard.stale.get(0).view().peers()).hasSize(3);
        assertThat(heard.stale.get(0).last().evidence()).isNotEmpty();
        assertThat(heard.changes).hasSize(3);
    }
}
