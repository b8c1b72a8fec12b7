// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micronaut.context.annotation.Context;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.discovery.WatchState;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Shows what the watch knows, each time it is asked, and counts what changed. */
@Context
@RequiresMeters
final class PeerMeters {

    private final MeterRegistry registry;
    private final PeerWatch watch;
    private final Tags tags;
    private final Subscription subscription;

    PeerMeters(MeterRegistry registry, PeerWatch watch) {
        this.registry = registry;
        this.watch = watch;
        tags = Tags.of("service", watch.service().domain());
        gauge("peers", "Peers in the view", state -> state.view().peers().size());
        gauge("expected", "Peers that there should be", state -> watch.service().expectedPeers());
        gauge(
                "missing",
                "Configured ordinals that no peer carries",
                state -> state.view().missingOrdinals().size());
        gauge("stale", "1 while the view comes from memory only", state -> state.stale() ? 1 : 0);
        seconds("age", "Since the newest good answer", WatchState::age);
        seconds("ttl", "TTL of the newest good answer", state -> state.view().ttl());
        subscription = watch.subscribe(this::count);
    }

    @PreDestroy
    void close() {
        subscription.close();
    }

    private void gauge(String name, String description, ToDoubleFunction<WatchState> value) {
        Gauge.builder("rollcall.view." + name, watch, looked -> value.applyAsDouble(looked.state()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void seconds(String name, String description, Function<WatchState, Duration> value) {
        TimeGauge.builder(
                        "rollcall.view." + name,
                        watch,
                        TimeUnit.MILLISECONDS,
                        looked -> value.apply(looked.state()).toMillis())
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void count(PeerEvent event) {
        registry.counter("rollcall.peer.changes", tags.and("kind", kind(event))).increment();
    }

    private static String kind(PeerEvent event) {
        if (event instanceof PeerEvent.PeerJoined) {
            return "joined";
        } else if (event instanceof PeerEvent.PeerLeft) {
            return "left";
        } else if (event instanceof PeerEvent.PeerReaddressed) {
            return "readdressed";
        } else if (event instanceof PeerEvent.AddressRecycled) {
            return "recycled";
        }
        return event instanceof PeerEvent.ViewStale ? "stale" : "fresh";
    }
}
