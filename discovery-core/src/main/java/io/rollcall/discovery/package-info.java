/**
 * Finds the peers of a stateful application through DNS alone.
 *
 * <p>A {@link io.rollcall.discovery.HeadlessService} says whose peers are wanted and how many there should be; a
 * {@link io.rollcall.discovery.PeerDiscovery} turns it into a {@link io.rollcall.discovery.PeerView}, an immutable
 * snapshot of {@link io.rollcall.discovery.Peer peers} in the order of their StatefulSet ordinals:
 *
 * <pre>{@code
 * HeadlessService service = HeadlessService.named("orders").namespace("shop").expectedPeers(3).build();
 * try (PeerDiscovery discovery = DnsPeerDiscovery.of(service)) {
 *     PeerView peers = discovery.await(Completeness.QUORUM, Duration.ofSeconds(30));
 *     peers.peers().forEach(peer -> System.out.println(peer.name() + " " + peer.addresses()));
 * }
 * }</pre>
 *
 * <p>A {@link io.rollcall.discovery.PeerWatch} keeps such a view fresh and tells {@link
 * io.rollcall.discovery.PeerListener listeners} of each {@link io.rollcall.discovery.PeerEvent change}.
 *
 * <p>Everything in this package is a value or an interface: no thread, no socket, no third-party type. The package
 * imports none of its sub-packages.
 */
@NullMarked
package io.rollcall.discovery;

import org.jspecify.annotations.NullMarked;
