// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The write monitor's sums as meters. */
@Singleton
final class WriteMeters implements MeterBinder {

    private final WriteMonitor monitor;

    WriteMeters(WriteMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
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
