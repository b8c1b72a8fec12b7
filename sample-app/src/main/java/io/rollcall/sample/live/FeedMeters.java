// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.live;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;

/** How many read the feed, and how many were too slow. */
@Context
final class FeedMeters {

    FeedMeters(Feed feed, MeterRegistry registry) {
        Gauge.builder("sample.feed.readers", feed, Feed::readers).register(registry);
        FunctionCounter.builder("sample.feed.dropped", feed, Feed::dropped).register(registry);
    }
}
