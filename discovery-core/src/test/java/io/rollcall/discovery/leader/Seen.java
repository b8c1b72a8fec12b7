// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.WatchState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Observations made by hand: all gates open for web-0 of five, unless told otherwise. */
final class Seen {

    static final Duration WINDOW = Duration.ofSeconds(10);
    static final Duration TTL = Duration.ofSeconds(5);

    HeadlessService service = service(5, 0);
    List<Peer> peers = new ArrayList<>(peers(0, 1, 2, 3, 4));
    PeerView.Source source = PeerView.Source.FRESH;
    boolean whole = true;
    Duration age = Duration.ofSeconds(1);
    Duration stableFor = WINDOW;
    Map<String, Integer> misses = Map.of();
    Set<InetAddress> own = Set.of();
    Optional<PeerId> incumbent = Optional.empty();
    Optional<Peer> named = Optional.empty();
    Standing standing = Standing.ACTIVE;
    Agreement agreement = new Agreement.NotNeeded();
    Fence fence = new Fence.None(1);

    static HeadlessService service(int expected, int self) {
        return HeadlessService.named("web")
                .namespace("shop")
                .expectedPeers(expected)
                .self(new PeerId("web", self))
                .build();
    }

    static List<Peer> peers(int... ordinals) {
        List<Peer> peers = new ArrayList<>();
        for (int ordinal : ordinals) {
            peers.add(peer("web", ordinal, "127.9.0." + (ordinal + 1)));
        }
        return peers;
    }

    static Peer peer(String set, int ordinal, String... addresses) {
        PeerId id = new PeerId(set, ordinal);
        return new Peer(
                id.podName(),
                Optional.of(id),
                List.of(addresses).stream().map(Seen::address).toList(),
                OptionalInt.empty());
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static PeerId web(int ordinal) {
        return new PeerId("web", ordinal);
    }

    PeerView view() {
        return new PeerView(service, peers, source, Instant.EPOCH, TTL, whole);
    }

    WatchState watch() {
        return new WatchState(view(), Optional.empty(), age, stableFor, WINDOW, misses);
    }

    LeaderObservation observation() {
        return new LeaderObservation(watch(), own, incumbent, named, standing, agreement, fence);
    }
}
