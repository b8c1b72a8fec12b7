// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.net.InetAddress;

/**
 * One thing that changed in a watched service. Events are per peer: what did not change is not mentioned, and a view is
 * never taken down to be built again.
 *
 * <p>The events of one answer carry the same view, and come in this order: {@link ViewFresh}, {@link PeerLeft},
 * {@link AddressRecycled}, {@link PeerReaddressed}, {@link PeerJoined}; within one kind in the order of the peers.
 * Immutable.
 *
 * @since 0.1
 */
public sealed interface PeerEvent {

    /** The view after all changes of the same answer. */
    PeerView view();

    /**
     * A peer was listed that was not in the view. One answer is enough.
     *
     * @param peer the new peer
     * @param view the view with it
     */
    record PeerJoined(Peer peer, PeerView view) implements PeerEvent {}

    /**
     * A peer is no longer in the view: it was missing as often and as long as {@link WatchOptions#misses()} says, or no
     * good answer came for {@link WatchOptions#staleBound()}.
     *
     * @param peer the peer as it was last seen
     * @param view the view without it
     */
    record PeerLeft(Peer peer, PeerView view) implements PeerEvent {}

    /**
     * A peer has other addresses or another port than before: its pod was most likely replaced, so connections to it
     * are worth nothing.
     *
     * @param before the peer as it was
     * @param now the peer as it is
     * @param view the view with it
     */
    record PeerReaddressed(Peer before, Peer now, PeerView view) implements PeerEvent {}

    /**
     * An address that belonged to one peer now belongs to another. Whoever is connected to it talks to somebody else than
     * he thinks. An address that several peers share is not recycled.
     *
     * @param address the address
     * @param from the peer that had it, as it was then; it may have left since
     * @param to the peer that has it now
     * @param view the view with it
     */
    record AddressRecycled(InetAddress address, Peer from, Peer to, PeerView view) implements PeerEvent {}

    /**
     * Two lookups in a row, or more, failed or came back empty. The peers are still the last known ones; do not begin
     * anything on them that needs them to be right.
     *
     * @param view the view, its source being {@link PeerView.Source#STALE}
     * @param last what the last lookup showed
     */
    record ViewStale(PeerView view, LookupResult last) implements PeerEvent {}

    /**
     * A good answer came after {@link ViewStale}. What changed meanwhile follows in events of its own.
     *
     * @param view the view, its source no longer being {@link PeerView.Source#STALE}
     */
    record ViewFresh(PeerView view) implements PeerEvent {}
}
