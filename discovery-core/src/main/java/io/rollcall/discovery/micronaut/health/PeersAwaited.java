// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.health;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;

/** Readiness: down until enough peers have been seen once. */
@Singleton
@Readiness
@RequiresHealth
final class PeersAwaited implements HealthIndicator {

    private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

    private final PeerWatch watch;
    private final Completeness awaited;
    private final CompletableFuture<PeerView> reached;

    PeersAwaited(PeerWatch watch, HealthConfiguration configuration) {
        this.watch = watch;
        awaited = configuration.awaited();
        reached = awaited == Completeness.EMPTY
                ? CompletableFuture.completedFuture(watch.view())
                : watch.whenReached(awaited, LONGEST_WAIT);
    }

    @Override
    public Publisher<HealthResult> getResult() {
        WatchState state = watch.state();
        PeerView view = state.view();
        boolean ready = reached.isDone() && !reached.isCompletedExceptionally();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service", view.service().domain());
        details.put("awaited", awaited.name());
        details.put("completeness", view.completeness().name());
        details.put("peers", view.peers().size());
        details.put("expected", view.service().expectedPeers());
        details.put("missingOrdinals", view.missingOrdinals());
        details.put("stale", state.stale());
        return Publishers.just(HealthResult.builder("rollcall-peers", ready ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build());
    }
}
