// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.health;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.micronaut.LookupListener;
import io.rollcall.discovery.micronaut.WatchConfiguration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.reactivestreams.Publisher;

/** Liveness: down if no lookup has ended for three times as long as it may take from one to the next. */
@Singleton
@Liveness
@RequiresHealth
final class WatchAlive implements HealthIndicator, LookupListener {

    private static final int PATIENCE = 3;

    private final LongSupplier ticker;
    private final Duration limit;
    /** Empty where the application has a discovery of its own, whose lookups nobody tells of. */
    private volatile OptionalLong lastEnded = OptionalLong.empty();

    @Inject
    WatchAlive(WatchConfiguration configuration) {
        this(configuration.options(), System::nanoTime);
    }

    WatchAlive(WatchOptions options, LongSupplier ticker) {
        this.ticker = ticker;
        limit = options.longestPoll()
                .plus(options.longestBackoff())
                .plus(options.lookupDeadline())
                .multipliedBy(PATIENCE);
    }

    @Override
    public void looked(LookupResult result, Duration took) {
        lastEnded = OptionalLong.of(ticker.getAsLong());
    }

    @Override
    public Publisher<HealthResult> getResult() {
        long now = ticker.getAsLong();
        Duration silence = Duration.ofNanos(now - lastEnded.orElse(now));
        return Publishers.just(HealthResult.builder(
                        "rollcall-watch", silence.compareTo(limit) > 0 ? HealthStatus.DOWN : HealthStatus.UP)
                .details(Map.of("lastLookupEndedAgo", silence.toString(), "limit", limit.toString()))
                .build());
    }
}
