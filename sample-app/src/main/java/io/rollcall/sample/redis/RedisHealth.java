// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Ready while the Redis Cluster serves any hash slot. That some are down is no reason to take the page away that shows it;
 * the details say so.
 */
@Readiness
@Singleton
@Requires(property = RedisSettings.ENABLED, notEquals = "false")
final class RedisHealth implements HealthIndicator {

    private final ClusterWatch watch;

    RedisHealth(ClusterWatch watch) {
        this.watch = watch;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(() -> {
            ClusterReport report = watch.report();
            return HealthResult.builder("redis", report.slotsServed() > 0 ? HealthStatus.UP : HealthStatus.DOWN)
                    .details(Map.of(
                            "service", report.service(),
                            "state", report.state().name(),
                            "reason", report.sentence()))
                    .build();
        });
    }
}
