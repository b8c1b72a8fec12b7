// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One DNS server: what it has heard, a cache, and what is wrong with it. A disruption lasts until a moment of virtual
 * time; what it put into the cache lasts as long as the cache.
 */
final class DnsReplica {

    private final ResolverSettings settings;
    private final SplittableRandom random;
    private Roster known;
    private Roster heard;
    private @Nullable Content cached;
    private long cachedUntil;
    private long frozenUntil;
    private long servFailUntil;
    private long emptyUntil;
    private long cutUntil;
    private int keep;
    private long hiddenUntil;
    private int hidden;

    /** What an answer is made of; {@code false} for {@code honest} if a disruption changed it. */
    private record Content(Roster roster, List<Peer> peers, boolean honest) {}

    DnsReplica(ResolverSettings settings, SplittableRandom random, Roster first) {
        this.settings = settings;
        this.random = random;
        known = first;
        heard = first;
    }

    /** News arrives, perhaps overtaken by newer ones. */
    void hear(Roster roster, long now) {
        if (roster.serial() > heard.serial()) {
            heard = roster;
        }
        catchUp(now);
    }

    void freeze(long now, long until) {
        catchUp(now);
        frozenUntil = Math.max(frozenUntil, until);
    }

    void servFail(long until) {
        servFailUntil = Math.max(servFailUntil, until);
    }

    void empty(long until) {
        emptyUntil = Math.max(emptyUntil, until);
    }

    void cut(int most, long until) {
        keep = most;
        cutUntil = Math.max(cutUntil, until);
    }

    void hide(int ordinal, long until) {
        hidden = ordinal;
        hiddenUntil = Math.max(hiddenUntil, until);
    }

    DnsAnswer answer(long now) {
        if (now < servFailUntil) {
            return DnsAnswer.SERV_FAIL;
        }
        Content fromCache = cached;
        if (fromCache != null && now < cachedUntil) {
            return say(fromCache, fromCache.peers(), Duration.ofSeconds((cachedUntil - now) / 1_000_000_000L), now);
        }
        catchUp(now);
        Content content = content(now);
        Duration ttl = content.peers().isEmpty() ? settings.negativeTtl() : settings.ttl();
        if (now < cutUntil && content.peers().size() > keep) {
            return cut(content, ttl);
        }
        if (settings.cached()) {
            cached = content;
            cachedUntil = now + ttl.toNanos();
        }
        return say(content, content.peers(), ttl, now);
    }

    private void catchUp(long now) {
        if (now >= frozenUntil) {
            known = heard;
        }
    }

    private Content content(long now) {
        if (now < emptyUntil) {
            return new Content(known, List.of(), known.peers().isEmpty());
        }
        if (now < hiddenUntil) {
            List<Peer> shown = known.peers().stream()
                    .filter(peer -> peer.ordinal().orElseThrow() != hidden)
                    .toList();
            return new Content(known, shown, shown.size() == known.peers().size());
        }
        return new Content(known, known.peers(), true);
    }

    /** Not cached, as in CoreDNS; servers shuffle, so which peers are left is chance. */
    private DnsAnswer cut(Content content, Duration ttl) {
        List<Peer> shuffled = new ArrayList<>(content.peers());
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return keep == 0
                ? DnsAnswer.SERV_FAIL
                : new DnsAnswer(DnsAnswer.Kind.PEERS, List.copyOf(shuffled.subList(0, keep)), false, ttl, false);
    }

    private DnsAnswer say(Content content, List<Peer> peers, Duration ttl, long now) {
        Duration kept = peers.isEmpty() ? settings.negativeTtl() : settings.ttl();
        boolean old = !content.roster().heldAt(now - settings.oldestTruth(kept).toNanos());
        return new DnsAnswer(
                peers.isEmpty() ? DnsAnswer.Kind.NX_DOMAIN : DnsAnswer.Kind.PEERS,
                peers,
                true,
                ttl,
                old || !content.honest());
    }
}
