// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.micronaut.context.annotation.Context;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.Subscription;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.node.RedisAccess;
import io.rollcall.sample.live.Feed;
import io.rollcall.sample.live.Kind;
import io.rollcall.sample.live.NamedThreads;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Keeps a {@link ClusterReport} fresh and tells the feed of every change. Thread-safe. */
@Context
final class ClusterWatch {

    private static final int MOST_THREADS = 16;

    private final RedisPeers peers;
    private final RedisSettings settings;
    private final RedisAccess access;
    private final Feed feed;
    private final ScheduledExecutorService scheduler;
    private final Assembly assembly;
    private final Map<PodKey, PodPoll> polls = new HashMap<>();
    private final Map<PodKey, PodLook> looks = new TreeMap<>();
    private final Subscription subscription;
    private ClusterReport report;

    ClusterWatch(RedisPeers peers, RedisSettings settings, RedisAccess access, Feed feed) {
        this.peers = peers;
        this.access = access;
        this.settings = settings;
        this.feed = feed;
        this.scheduler = Executors.newScheduledThreadPool(
                Math.min(MOST_THREADS, settings.expectedPeers()), NamedThreads.daemons("sample-redis"));
        this.assembly = new Assembly(peers.service().domain(), settings.expectedPeers());
        this.report = assembly.of(List.of());
        feed.publish(Feed.CLUSTER, report);
        this.subscription = peers.subscribe(this::listed);
    }

    /** The report of now. */
    synchronized ClusterReport report() {
        return report;
    }

    /** Who owns a hash slot, and why it does not serve it if so; for error messages. */
    synchronized String slotInWords(int slot) {
        return report.shards().stream()
                .filter(shard -> shard.slots().stream().anyMatch(range -> range.get(0) <= slot && slot <= range.get(1)))
                .findFirst()
                .map(shard -> "hash slot " + slot + " belongs to " + shard.owner()
                        + (shard.serving() ? "" : ", which does not serve it; its replica takes over soon"))
                .orElse("hash slot " + slot + " has no owner");
    }

    private void listed(PeerEvent event) {
        if (event instanceof PeerEvent.PeerJoined
                || event instanceof PeerEvent.PeerLeft
                || event instanceof PeerEvent.PeerReaddressed) {
            follow(peers.addresses());
        }
    }

    private synchronized void follow(Map<PodKey, NodeAddress> addresses) {
        polls.entrySet().removeIf(entry -> {
            boolean moved = !entry.getValue().address().equals(addresses.get(entry.getKey()));
            if (moved) {
                entry.getValue().close();
            }
            return moved;
        });
        looks.keySet().removeIf(pod -> !addresses.containsKey(pod));
        addresses.forEach((pod, address) -> polls.computeIfAbsent(pod, key -> begin(key, address)));
    }

    private PodPoll begin(PodKey pod, NodeAddress address) {
        PodPoll poll = new PodPoll(pod, address, access, scheduler, settings.pollInterval(), this::looked);
        poll.start();
        return poll;
    }

    private synchronized void looked(PodLook look) {
        PodPoll poll = polls.get(look.pod());
        if (poll == null || !poll.address().equals(look.address())) {
            return;
        }
        looks.put(look.pod(), look);
        ClusterReport next = assembly.of(looks.values());
        if (!next.equals(report)) {
            List<String> news = new ArrayList<>(ClusterNews.between(report, next));
            report = next;
            feed.publish(Feed.CLUSTER, next);
            news.forEach(text -> feed.tell(Kind.CLUSTER, text));
        }
    }

    @PreDestroy
    void close() {
        subscription.close();
        scheduler.shutdownNow();
    }
}
