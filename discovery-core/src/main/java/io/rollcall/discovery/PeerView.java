// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An immutable snapshot of a service's peers.
 *
 * @param service whose peers these are
 * @param peers the peers in their total order (see {@link Peer})
 * @param source how the snapshot was obtained
 * @param obtainedAt when the newest answer behind it arrived
 * @param ttl how long the answer may be kept: the least TTL of its records, zero or more
 * @param whole false if the server's answer was cut and could not be made whole: peers may be missing that exist
 * @since 0.1
 */
public record PeerView(
        HeadlessService service, List<Peer> peers, Source source, Instant obtainedAt, Duration ttl, boolean whole) {

    /** How a view was obtained. */
    public enum Source {
        /** By a lookup that just succeeded. */
        FRESH,
        /** From memory, because newer lookups failed or came back empty. */
        STALE,
        /** By asking for each ordinal, because the service's name gave no usable list. */
        SWEPT,
        /** From configuration, without DNS. */
        STATIC
    }

    /** Copies and orders the peers. */
    public PeerView {
        peers = peers.stream().sorted().toList();
    }

    /** How many of the configured number of peers are here. */
    public Completeness completeness() {
        boolean onlySelf = peers.size() == 1
                && service.self().isPresent()
                && peers.get(0).id().equals(service.self());
        return Completeness.of(peers.size(), service.expectedPeers(), onlySelf);
    }

    /** The configured ordinals that no peer here carries, ascending. */
    public List<Integer> missingOrdinals() {
        var present =
                peers.stream().flatMap(peer -> peer.ordinal().stream().boxed()).collect(Collectors.toSet());
        return IntStream.range(0, service.expectedPeers())
                .map(i -> service.firstOrdinal() + i)
                .filter(ordinal -> !present.contains(ordinal))
                .boxed()
                .toList();
    }

    /**
     * The peer that carries an ordinal.
     *
     * @return empty if there is none; the one of the alphabetically first set if several sets share the service
     */
    public Optional<Peer> peer(int ordinal) {
        return peers.stream()
                .filter(peer -> peer.ordinal().isPresent() && peer.ordinal().getAsInt() == ordinal)
                .findFirst();
    }

    /**
     * How old the snapshot is.
     *
     * @param now the current time
     */
    public Duration age(Instant now) {
        return Duration.between(obtainedAt, now);
    }
}
