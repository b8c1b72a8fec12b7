// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.live;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** How many read the feed, and how many were too slow. */
@Singleton
final class FeedMeters implements MeterBinder {

    private final Feed feed;

    FeedMeters(Feed feed) {
        this.feed = feed;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sample.feed.readers", feed, Feed::readers).register(registry);
        FunctionCounter.builder("sample.feed.dropped", feed, Feed::dropped).register(registry);
    }
}
