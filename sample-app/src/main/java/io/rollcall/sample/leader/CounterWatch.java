// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.leader;

import io.micronaut.context.annotation.Context;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.leader.Epoch;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.sample.live.Feed;
import io.rollcall.sample.live.Kind;
import io.rollcall.sample.live.NamedThreads;
import io.rollcall.sample.redis.RedisUnavailableException;
import jakarta.annotation.PreDestroy;
import java.security.SecureRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** Advances the counter twice a second while this process leads in a fenced epoch, and reads it either way. */
@Context
class CounterWatch {

    private static final long MILLIS = 500;

    private final FencedCounter counter;
    private final @Nullable LeaderElector elector;
    private final Feed feed;
    private final String owner;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.daemons("sample-counter"));
    private volatile CounterReport report = CounterReport.NONE;
    private long refused;
    private long clashes;

    CounterWatch(FencedCounter counter, @Nullable LeaderElector elector, PeerDiscovery discovery, Feed feed) {
        this.counter = counter;
        this.elector = elector;
        this.feed = feed;
        this.owner = discovery.service().self().map(Object::toString).orElse("unknown") + "/"
                + Long.toHexString(new SecureRandom().nextLong());
        feed.publish(Feed.COUNTER, report);
        var unused = scheduler.scheduleWithFixedDelay(this::tick, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    CounterReport report() {
        return report;
    }

    private void tick() {
        String before = report.epoch();
        try {
            step();
            report = counter.read();
            report = new CounterReport(
                    report.value(), report.epoch(), report.owner(), refused, clashes, report.terms(), "");
        } catch (RedisUnavailableException notYet) {
            problem(String.valueOf(notYet.getMessage()));
        } catch (JedisException failed) {
            problem("the counter's master does not answer, or refuses");
        }
        if (!before.equals(report.epoch())) {
            feed.tell(
                    Kind.COUNTER, "the counter is in epoch " + report.epoch() + " now, advanced by " + report.owner());
        }
        feed.publish(Feed.COUNTER, report);
    }

    private void step() {
        if (elector == null || !(elector.state() instanceof Leader me && me.epoch() instanceof Epoch.Fenced term)) {
            return;
        }
        switch (counter.step(term.number(), owner)) {
            case STALE -> {
                refused++;
                feed.tell(
                        Kind.COUNTER,
                        "a step in epoch " + term.number() + " was refused: a higher epoch has taken one");
            }
            case CLASH -> {
                clashes++;
                feed.tell(
                        Kind.COUNTER, "epoch " + term.number() + " was used by another process; this must not happen");
            }
            case TAKEN, UNCONFIRMED -> {}
        }
    }

    private void problem(String text) {
        report = new CounterReport(
                report.value(), report.epoch(), report.owner(), refused, clashes, report.terms(), text);
    }

    @PreDestroy
    void close() {
        scheduler.shutdownNow();
    }
}
