// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Not ready while it is unknown which pod this is: whoever set it up has something to mend. */
@Readiness
@Singleton
@Requires(property = IdentityHealth.PROBLEM)
final class IdentityHealth implements HealthIndicator {

    /** The setting that says why; set by {@link Application}. */
    static final String PROBLEM = "sample.identity.problem";

    private final String problem;

    IdentityHealth(@Value("${" + PROBLEM + "}") String problem) {
        this.problem = problem;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.just(HealthResult.builder("identity", HealthStatus.DOWN)
                .details(Map.of("reason", problem))
                .build());
    }
}
