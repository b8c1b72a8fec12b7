// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.context.event.StartupEvent;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.discovery.leader.LeaderElector;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns what the watch and the elector tell into events of the application. Begins when the context has started, so that no
 * listener sees it half built; both tell a new subscriber what is the case, so nothing is lost.
 */
@Singleton
@RequiresRollcall
final class Announcer implements ApplicationEventListener<StartupEvent> {

    private final PeerWatch watch;
    private final Optional<LeaderElector> elector;
    private final ApplicationEventPublisher<PeersChangedEvent> changes;
    private final ApplicationEventPublisher<ViewStaleEvent> stale;
    private final ApplicationEventPublisher<ViewFreshEvent> fresh;
    private final ApplicationEventPublisher<LeaderChangedEvent> leaders;
    private final List<Subscription> subscriptions = new ArrayList<>();

    Announcer(
            PeerWatch watch,
            Optional<LeaderElector> elector,
            ApplicationEventPublisher<PeersChangedEvent> changes,
            ApplicationEventPublisher<ViewStaleEvent> stale,
            ApplicationEventPublisher<ViewFreshEvent> fresh,
            ApplicationEventPublisher<LeaderChangedEvent> leaders) {
        this.watch = watch;
        this.elector = elector;
        this.changes = changes;
        this.stale = stale;
        this.fresh = fresh;
        this.leaders = leaders;
    }

    @Override
    public synchronized void onApplicationEvent(StartupEvent event) {
        subscriptions.add(watch.subscribe(this::publish));
        elector.ifPresent(running ->
                subscriptions.add(running.onChange(state -> leaders.publishEvent(new LeaderChangedEvent(state)))));
    }

    @PreDestroy
    synchronized void close() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
    }

    private void publish(PeerEvent event) {
        if (event instanceof PeerEvent.ViewStale gone) {
            stale.publishEvent(new ViewStaleEvent(gone.view(), gone.last()));
        } else if (event instanceof PeerEvent.ViewFresh back) {
            fresh.publishEvent(new ViewFreshEvent(back.view()));
        } else {
            changes.publishEvent(new PeersChangedEvent(event));
        }
    }
}
