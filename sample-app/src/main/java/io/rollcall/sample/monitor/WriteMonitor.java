// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.annotation.Scheduled;
import io.rollcall.sample.live.Feed;
import io.rollcall.sample.live.NamedThreads;
import io.rollcall.sample.redis.RedisLink;
import jakarta.annotation.PreDestroy;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Writes to every part of the hash slots all the time. Each lane stays in one slot, so it is on one shard, and the longest
 * time without an acknowledged write is that of a shard and not hidden by others.
 */
@Context
class WriteMonitor {

    /** What a graph shows. */
    static final int SECONDS = 180;

    private static final int SLOTS = 16_384;

    private final Feed feed;
    private final InstantSource clock;
    private final Tally tally;
    private final List<Lane> lanes = new ArrayList<>();
    private final ScheduledExecutorService scheduler;

    WriteMonitor(MonitorSettings settings, RedisLink redis, Feed feed, InstantSource clock) {
        this.feed = feed;
        this.clock = clock;
        this.tally = new Tally(settings.waitReplicas(), feed::tell);
        this.scheduler = Executors.newScheduledThreadPool(
                settings.enabled() ? settings.lanes() : 1, NamedThreads.daemons("sample-monitor"));
        if (settings.enabled()) {
            begin(settings, new RedisWriting(redis, settings));
        }
    }

    private void begin(MonitorSettings settings, Writing writing) {
        // Tells this process from the one before it with the same name.
        String incarnation = Long.toHexString(new SecureRandom().nextLong());
        for (int i = 0; i < settings.lanes(); i++) {
            String tag = tagWithin(i * SLOTS / settings.lanes(), (i + 1) * SLOTS / settings.lanes());
            Lane lane = new Lane(
                    JedisClusterCRC16.getSlot(tag),
                    "monitor:{" + tag + "}:" + incarnation + ":",
                    settings.keysPerLane(),
                    writing,
                    tally,
                    System.nanoTime());
            lanes.add(lane);
            long interval = settings.interval().toMillis();
            var unused = scheduler.scheduleWithFixedDelay(
                    () -> lane.step(System::nanoTime),
                    interval * i / settings.lanes(),
                    interval,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** The first hash tag whose slot is in the range. */
    private static String tagWithin(int first, int end) {
        for (int i = 0; ; i++) {
            int slot = JedisClusterCRC16.getSlot("m" + i);
            if (slot >= first && slot < end) {
                return "m" + i;
            }
        }
    }

    /** The sums so far, with the last seconds. */
    WritesReport report(int lastSeconds) {
        long now = System.nanoTime();
        long gap = lanes.stream().mapToLong(lane -> lane.silentNanos(now)).max().orElse(0);
        return tally.report(gap, lastSeconds);
    }

    @Scheduled(fixedRate = "1s", initialDelay = "1s")
    void second() {
        tally.second(clock.instant().getEpochSecond());
        feed.publish(Feed.WRITES, report(SECONDS), report(1));
    }

    @PreDestroy
    void close() {
        scheduler.shutdownNow();
    }
}
