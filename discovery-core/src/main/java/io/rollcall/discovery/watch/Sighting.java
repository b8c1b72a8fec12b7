// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.Peer;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A peer of the view, and how sure we are of it. An answer agrees with it, contradicts it with something that was never
 * seen (which counts at once), or misses: does not list it, or shows less than or the same as before its last change,
 * which is what a server that is behind shows.
 *
 * @param peer the peer as the view has it
 * @param misses how many answers in a row missed
 * @param missedSince when the lookup ended that missed first
 * @param disputes how often answers agreed again after others had missed; so much do the servers disagree
 * @param agreed how many answers in a row agreed since the last dispute or change
 * @param former addresses and ports that the peer had until recently
 */
record Sighting(Peer peer, int misses, long missedSince, int disputes, int agreed, Set<Object> former) {

    /** Each dispute doubles the misses that are needed, so often at the most. */
    static final int MOST_DISPUTES = 3;
    /** After so many answers in a row that agree, former disputes and addresses are forgotten. */
    private static final int FORGIVEN_AFTER = 16;

    private static final int MOST_FORMER = 64;

    static Sighting of(Peer peer) {
        return new Sighting(peer, 0, 0, 0, 0, Set.of());
    }

    /** The answer does not list the peer. */
    Sighting missed(long ended) {
        return new Sighting(peer, misses + 1, misses == 0 ? ended : missedSince, disputes, 0, former);
    }

    Sighting afterAgreeing() {
        if (misses > 0) {
            return new Sighting(peer, 0, 0, Math.min(disputes + 1, MOST_DISPUTES), 0, former);
        }
        if (disputes == 0 && former.isEmpty()) {
            return this;
        }
        return agreed + 1 >= FORGIVEN_AFTER ? of(peer) : new Sighting(peer, 0, 0, disputes, agreed + 1, former);
    }

    /** With what an answer shows of the peer. */
    Sighting changedTo(Peer shown) {
        Set<Object> past = former.size() > MOST_FORMER ? new HashSet<>() : new HashSet<>(former);
        past.addAll(traits(peer));
        past.removeAll(traits(shown));
        return new Sighting(shown, 0, 0, disputes, 0, past);
    }

    /** Without an address that turned out to be somebody else's. */
    Sighting without(InetAddress address) {
        List<InetAddress> others =
                peer.addresses().stream().filter(each -> !each.equals(address)).toList();
        Set<Object> past = new HashSet<>(former);
        past.add(address);
        Peer rest = new Peer(peer.name(), peer.id(), others, peer.port());
        return new Sighting(rest, misses, missedSince, disputes, agreed, past);
    }

    /** Whether the answer shows the same as the view. */
    boolean agreesWith(Peer shown) {
        return peer.equals(shown) || traits(peer).equals(traits(shown));
    }

    /** Whether the answer shows something that no server that is behind could show. */
    boolean isNews(Peer shown) {
        Set<Object> known = traits(peer);
        return traits(shown).stream().anyMatch(trait -> !known.contains(trait) && !former.contains(trait));
    }

    /**
     * Whether the last miss is enough to believe the answers.
     *
     * @param began when the lookup of the last miss began
     * @param span how long what was cached on the way at the first miss could be kept, in nanoseconds
     * @param least the misses that are needed where servers agree
     */
    boolean believed(long began, long span, int least) {
        return misses >= least << disputes && began - missedSince >= span;
    }

    private static Set<Object> traits(Peer peer) {
        Set<Object> traits = new HashSet<>(peer.addresses());
        peer.port().ifPresent(traits::add);
        return traits;
    }
}
