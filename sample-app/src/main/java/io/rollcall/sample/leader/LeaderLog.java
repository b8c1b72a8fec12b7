// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.leader;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.annotation.Scheduled;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderState;
import io.rollcall.sample.live.Feed;
import io.rollcall.sample.live.Kind;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Remembers who led and why, and tells the feed. Thread-safe. */
@Context
class LeaderLog {

    private static final int MOST_STATES = 50;

    private final Feed feed;
    private final InstantSource clock;
    private final @Nullable LeaderElector elector;
    private final @Nullable String self;
    private final Deque<LeaderReport.State> history = new ArrayDeque<>();
    private LeaderReport.State state;

    LeaderLog(
            @Nullable LeaderElector elector,
            PeerDiscovery discovery,
            Feed feed,
            InstantSource clock,
            @Value("${sample.identity.problem:this process is no peer, as rollcall.member says}") String why) {
        this.elector = elector;
        this.feed = feed;
        this.clock = clock;
        HeadlessService service = discovery.service();
        this.self = service.self().map(PeerId::toString).orElse(null);
        this.state = elector != null
                ? LeaderReport.State.of(clock.millis(), elector.state(), self)
                : new LeaderReport.State(
                        clock.millis(), "unavailable", null, null, "this process takes no part in leadership: " + why);
        if (elector != null) {
            var unused = elector.onChange(this::changed);
        }
        refresh();
    }

    synchronized LeaderReport report() {
        return new LeaderReport(self, state, new ArrayList<>(history));
    }

    private void changed(LeaderState now) {
        LeaderReport.State next = LeaderReport.State.of(clock.millis(), now, self);
        boolean news;
        synchronized (this) {
            news = !next.continues(state);
            if (news) {
                history.addLast(state);
                if (history.size() > MOST_STATES) {
                    history.removeFirst();
                }
                state = next;
            } else {
                state = new LeaderReport.State(state.at(), state.state(), state.leader(), state.epoch(), next.reason());
            }
        }
        if (news) {
            feed.tell(Kind.LEADER, next.reason());
        }
        feed.publish(Feed.LEADER, report());
    }

    /** Reasons may count on ("have not changed for 1200 ms") without a change of state. */
    @Scheduled(fixedDelay = "1s")
    void refresh() {
        if (elector != null) {
            changed(elector.state());
        } else {
            feed.publish(Feed.LEADER, report());
        }
    }
}
