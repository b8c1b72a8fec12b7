// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micronaut.context.annotation.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The write monitor's sums as meters. */
@Context
final class WriteMeters {

    private final WriteMonitor monitor;

    WriteMeters(WriteMonitor monitor, MeterRegistry registry) {
        this.monitor = monitor;
        counter(registry, "acknowledged", WritesReport::acknowledged);
        counter(registry, "failed", WritesReport::failed);
        counter(registry, "verified", WritesReport::verified);
        counter(registry, "lost", WritesReport::lost);
        TimeGauge.builder(
                        "sample.writes.longest.gap",
                        monitor,
                        TimeUnit.MILLISECONDS,
                        writes -> writes.report(0).longestGap())
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, ToDoubleFunction<WritesReport> sum) {
        FunctionCounter.builder("sample.writes." + name, monitor, writes -> sum.applyAsDouble(writes.report(0)))
                .register(registry);
    }
}
