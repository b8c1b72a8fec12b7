// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.micronaut.LookupListener;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Counts and times lookups by how they ended; told of them from the first one on. */
@Singleton
@RequiresMeters
final class LookupMeters implements LookupListener {

    private final Timer found;
    private final Timer absent;
    private final Timer failed;

    LookupMeters(MeterRegistry registry) {
        found = timer("found", registry);
        absent = timer("absent", registry);
        failed = timer("failed", registry);
    }

    @Override
    public void looked(LookupResult result, Duration took) {
        Timer timer = result instanceof Found ? found : result instanceof Absent ? absent : failed;
        timer.record(took);
    }

    private static Timer timer(String outcome, MeterRegistry registry) {
        return Timer.builder("rollcall.lookup")
                .description("Lookups of the peers, by how they ended")
                .tag("outcome", outcome)
                .register(registry);
    }
}
