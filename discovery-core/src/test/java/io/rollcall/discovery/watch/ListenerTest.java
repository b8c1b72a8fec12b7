// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import static io.rollcall.discovery.watch.Orders.ONE;
import static io.rollcall.discovery.watch.Orders.ZERO;
import static io.rollcall.discovery.watch.Orders.listed;
import static io.rollcall.discovery.watch.Orders.servFail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.ViewStale;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.discovery.WatchOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What listeners may do, and what they are spared, in virtual time. */
class ListenerTest {

    private final Scene scene = new Scene();

    @Test
    void listenerThatThrows_isToldOfWhatFollows_andDisturbsNobody() {
        List<PeerEvent> told = new ArrayList<>();
        scene.watches.open(WatchOptions.defaults(), event -> {
            told.add(event);
            throw new AssertionError("a listener's own mistake");
        });
        scene.open();

        scene.advance(Duration.ofMinutes(1));

        assertThat(told).hasSize(3);
        assertThat(scene.events).hasSize(3);
        assertThat(scene.lookups).hasSize(2);
    }

    @Test
    void lateSubscriber_isToldWhoIsThere_andThatTheViewIsStale() {
        PeerWatch watch = scene.open();
        scene.advance(Duration.ofMinutes(1));
        scene.dns(servFail());
        scene.advance(Duration.ofMinutes(1));
        List<PeerEvent> told = new ArrayList<>();

        watch.subscribe(told::add);
        scene.advance(Duration.ZERO);

        assertThat(told).hasSize(4);
        assertThat(told.subList(0, 3)).hasOnlyElementsOfType(PeerJoined.class);
        assertThat(told.get(3)).isInstanceOf(ViewStale.class);
    }

    @Test
    void closedSubscription_isToldNothing_notEvenWhatWasOnItsWay() {
        PeerWatch watch = scene.open();
        List<PeerEvent> told = new ArrayList<>();
        Subscription subscription = watch.subscribe(told::add);
        scene.advance(Scene.LOOKUP.minusNanos(1));
        subscription.close();
        subscription.close();

        scene.advance(Duration.ofMinutes(1));

        assertThat(told).isEmpty();
        assertThat(scene.events).hasSize(3);
    }

    @Test
    void listenerMayCloseItsWatch_andIsToldNothingMore() {
        List<PeerEvent> told = new ArrayList<>();
        PeerWatch[] watch = new PeerWatch[1];
        watch[0] = scene.watches.open(WatchOptions.defaults(), event -> {
            told.add(event);
            watch[0].close();
        });

        scene.advance(Duration.ofMinutes(1));

        assertThat(told).hasSize(1);
        assertThat(scene.time.pendingTasks()).isZero();
    }

    @Test
    void closingTheDiscovery_endsItsWatches_andOpensNoNewOne() {
        scene.open();
        scene.advance(Duration.ofSeconds(1));
        scene.events.clear();
        scene.dns(listed(ZERO, ONE));

        scene.close();
        scene.advance(Duration.ofHours(1));

        assertThat(scene.events).isEmpty();
        assertThat(scene.time.pendingTasks()).isZero();
        assertThatThrownBy(scene::open).isInstanceOf(DiscoveryClosedException.class);
    }
}
