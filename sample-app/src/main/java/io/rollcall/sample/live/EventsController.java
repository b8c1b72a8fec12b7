// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.live;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.annotation.Scheduled;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.reactivestreams.Publisher;

/** Serves the feed. */
@Controller
@Tag(name = "live")
class EventsController {

    private final Feed feed;

    EventsController(Feed feed) {
        this.feed = feed;
    }

    /**
     * The state of every topic, and every change from then on, as server-sent events. 503 when too many read already.
     */
    @Get(value = "/events", produces = MediaType.TEXT_EVENT_STREAM)
    @Operation(summary = "Everything, live: server-sent events peers, leader, cluster, writes, counter and timeline")
    HttpResponse<Publisher<Event<String>>> events() {
        if (feed.readers() >= Feed.MOST_READERS) {
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
        return HttpResponse.<Publisher<Event<String>>>ok(feed.read()).header("X-Accel-Buffering", "no");
    }

    /** The last entries of the time line, oldest first. */
    @Get("/timeline")
    @Operation(summary = "What happened lately")
    List<Entry> timeline() {
        return feed.timeline();
    }

    @Scheduled(fixedDelay = "10s")
    void heartbeat() {
        feed.heartbeat();
    }
}
