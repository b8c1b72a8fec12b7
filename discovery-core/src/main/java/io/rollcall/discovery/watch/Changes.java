// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.AddressRecycled;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.PeerLeft;
import io.rollcall.discovery.PeerEvent.PeerReaddressed;
import io.rollcall.discovery.PeerView;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one answer changes, collected until the view with all changes exists. */
final class Changes {

    private record Recycled(InetAddress address, Peer from, Peer to) {}

    final SortedSet<Peer> left = new TreeSet<>();
    final SortedSet<Peer> joined = new TreeSet<>();
    /** Peers as they were, and as they are. */
    final SortedMap<Peer, Peer> readdressed = new TreeMap<>();

    private final List<Recycled> recycled = new ArrayList<>();

    void recycled(InetAddress address, Peer from, Peer to) {
        recycled.add(new Recycled(address, from, to));
    }

    boolean isEmpty() {
        return left.isEmpty() && joined.isEmpty() && readdressed.isEmpty();
    }

    List<PeerEvent> events(PeerView view) {
        List<PeerEvent> events = new ArrayList<>();
        left.forEach(peer -> events.add(new PeerLeft(peer, view)));
        recycled.forEach(each -> events.add(new AddressRecycled(each.address, each.from, each.to, view)));
        readdressed.forEach((before, now) -> events.add(new PeerReaddressed(before, now, view)));
        joined.forEach(peer -> events.add(new PeerJoined(peer, view)));
        return events;
    }
}
