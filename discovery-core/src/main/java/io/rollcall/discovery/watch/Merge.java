// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.Peer;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Lays an answer over what is known. Used once, by one thread. */
final class Merge {

    private final Answer answer;
    private final long ttl;
    private final long addressTtl;
    private final int misses;
    private final Map<String, Peer> shown = new HashMap<>();
    private final Map<Peer, Sighting> known = new TreeMap<>();
    private final Changes changes = new Changes();

    /** @param misses how many it takes for a peer to leave */
    Merge(Answer answer, Learned learned, int misses) {
        this.answer = answer;
        this.misses = misses;
        ttl = learned.ttl().toNanos();
        // A listed peer without address may be due to a negative answer for its name, which has a TTL of its own.
        addressTtl = Durations.longer(learned.ttl(), learned.negativeTtl()).toNanos();
        answer.view().peers().forEach(peer -> shown.putIfAbsent(peer.name(), peer));
    }

    Changes changes() {
        return changes;
    }

    /** The peers and how sure we are of them, in their order. */
    Collection<Sighting> known() {
        return known.values();
    }

    void onto(Collection<Sighting> before) {
        Set<String> names = new HashSet<>();
        for (Sighting sighting : before) {
            names.add(sighting.peer().name());
            Peer now = shown.get(sighting.peer().name());
            if (now == null) {
                missing(sighting);
            } else {
                listed(sighting, withPort(now, sighting.peer()));
            }
        }
        for (Peer peer : answer.view().peers()) {
            if (names.add(peer.name())) {
                changes.joined.add(peer);
                keep(Sighting.of(peer));
            }
        }
    }

    private void missing(Sighting before) {
        if (!answer.view().whole()) {
            keep(before);
            return;
        }
        Sighting missed = before.missed(answer.ended());
        if (missed.believed(answer.began(), ttl, misses)) {
            changes.left.add(before.peer());
        } else {
            keep(missed);
        }
    }

    private void listed(Sighting before, Peer now) {
        if (before.agreesWith(now)) {
            keep(before.afterAgreeing());
            return;
        }
        Sighting missed = before.missed(answer.ended());
        if (before.isNews(now) || missed.believed(answer.began(), addressTtl, misses)) {
            changes.readdressed.put(before.peer(), now);
            keep(before.changedTo(now));
        } else {
            keep(missed);
        }
    }

    private void keep(Sighting sighting) {
        known.put(sighting.peer(), sighting);
    }

    /** Some rungs of the ladder show no port; that says nothing about it. */
    private static Peer withPort(Peer now, Peer before) {
        return now.port().isPresent() || before.port().isEmpty()
                ? now
                : new Peer(now.name(), now.id(), now.addresses(), before.port());
    }

    /**
     * Takes addresses away from whom they do not belong to any more, and says so.
     *
     * @param before the peers before this answer
     */
    Departed settleAddresses(Collection<Sighting> before, Departed departed) {
        if (changes.isEmpty()) {
            return departed;
        }
        Map<InetAddress, Peer> owners = new HashMap<>();
        before.forEach(each -> each.peer().addresses().forEach(address -> owners.put(address, each.peer())));
        Map<InetAddress, Peer> gained = gained();
        gained.forEach((address, to) -> {
            boolean shared = before.stream()
                    .anyMatch(each -> !each.peer().name().equals(to.name())
                            && each.peer().addresses().contains(address)
                            && stillShown(each.peer(), address));
            if (!shared) {
                Optional.ofNullable(owners.get(address))
                        .or(() -> departed.owner(address))
                        .filter(from -> !from.name().equals(to.name()))
                        .ifPresent(from -> {
                            changes.recycled(address, from, to);
                            takeAway(address, from);
                        });
            }
        });
        known.values().forEach(each -> owners.keySet().removeAll(each.peer().addresses()));
        return departed.after(gained.keySet(), owners);
    }

    /** Addresses that a peer has now and had not before. */
    private Map<InetAddress, Peer> gained() {
        Map<InetAddress, Peer> gained = new LinkedHashMap<>();
        changes.readdressed.forEach((was, is) -> is.addresses().stream()
                .filter(address -> !was.addresses().contains(address))
                .forEach(address -> gained.put(address, is)));
        changes.joined.forEach(peer -> peer.addresses().forEach(address -> gained.put(address, peer)));
        return gained;
    }

    private boolean stillShown(Peer peer, InetAddress address) {
        Peer now = shown.get(peer.name());
        return now != null && now.addresses().contains(address);
    }

    private void takeAway(InetAddress address, Peer from) {
        Sighting holder = known.get(from);
        if (holder != null && holder.peer().addresses().contains(address)) {
            Sighting without = holder.without(address);
            keep(without);
            changes.readdressed.merge(from, without.peer(), (now, then) -> then);
        }
    }
}
