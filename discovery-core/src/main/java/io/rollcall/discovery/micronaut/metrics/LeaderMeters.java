// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.rollcall.discovery.leader.Epoch.Fenced;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderState;
import io.rollcall.discovery.leader.LeaderState.Follower;
import io.rollcall.discovery.leader.LeaderState.Forbidden;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import java.util.Map;

/** Shows who leads, decided each time it is asked. */
@Context
@RequiresMeters
@Requires(beans = LeaderElector.class)
final class LeaderMeters {

    private static final Map<String, Class<? extends LeaderState>> STATES = Map.of(
            "leader", Leader.class,
            "follower", Follower.class,
            "undecided", Undecided.class,
            "forbidden", Forbidden.class);

    LeaderMeters(MeterRegistry registry, LeaderElector elector) {
        Tags tags = Tags.of("service", elector.service().domain());
        STATES.forEach((name, kind) -> Gauge.builder(
                        "rollcall.leader.state", elector, asked -> kind.isInstance(asked.state()) ? 1 : 0)
                .description("1 for the state that is")
                .tags(tags.and("state", name))
                .register(registry));
        Gauge.builder("rollcall.leader.epoch", elector, asked -> epoch(asked.state()))
                .description("The fenced epoch while this process leads")
                .tags(tags)
                .register(registry);
    }

    private static long epoch(LeaderState state) {
        return state instanceof Leader me && me.epoch() instanceof Fenced fenced ? fenced.number() : 0;
    }
}
