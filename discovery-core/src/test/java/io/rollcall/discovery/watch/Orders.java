// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Failed;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerView.Source;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The set {@code orders} of three pods, and what DNS may say about it. */
final class Orders {

    static final HeadlessService SERVICE =
            HeadlessService.named("orders").namespace("shop").expectedPeers(3).build();
    static final Duration TTL = Duration.ofSeconds(30);

    static final Peer ZERO = peer(0, "10.0.0.10");
    static final Peer ONE = peer(1, "10.0.0.11");
    static final Peer TWO = peer(2, "10.0.0.12");

    private Orders() {}

    static Peer peer(int ordinal, String... addresses) {
        PeerId id = new PeerId("orders", ordinal);
        return new Peer(
                id.podName(),
                Optional.of(id),
                Arrays.stream(addresses).map(Orders::address).toList(),
                OptionalInt.of(8080));
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Found all() {
        return listed(ZERO, ONE, TWO);
    }

    static Found listed(Peer... peers) {
        return listed(TTL, true, peers);
    }

    static Found cut(Peer... peers) {
        return listed(TTL, false, peers);
    }

    static Found listed(Duration ttl, boolean whole, Peer... peers) {
        PeerView view = new PeerView(SERVICE, List.of(peers), Source.FRESH, Instant.EPOCH, ttl, whole);
        return new Found(view, List.of(evidence(Verdict.ANSWER, ttl)));
    }

    static LookupResult nxDomain() {
        return new Absent(List.of(evidence(Verdict.NX_DOMAIN, TTL)));
    }

    static LookupResult servFail() {
        return new Failed(List.of(evidence(Verdict.SERV_FAIL, Duration.ZERO)));
    }

    private static Evidence evidence(Verdict verdict, Duration ttl) {
        return new Evidence("SRV " + SERVICE.domain(), "10.0.0.2:53", "UDP", verdict, 100, ttl, true);
    }
}
