// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.jedis;

import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.PeersMissingException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import redis.clients.jedis.HostAndPort;

/**
 * The nodes from which a Jedis client learns the rest of its Redis Cluster: the peers of a watch that have an address and a
 * port, in the order of their ordinals, as IP addresses, so that Jedis asks no resolver. Thread-safe.
 *
 * @since 0.1
 */
public final class JedisSeeds implements Supplier<Set<HostAndPort>> {

    private final PeerWatch watch;

    private JedisSeeds(PeerWatch watch) {
        this.watch = watch;
    }

    /**
     * The peers of a watch.
     *
     * @param watch stays the caller's
     */
    public static JedisSeeds of(PeerWatch watch) {
        return new JedisSeeds(watch);
    }

    /** The nodes that are known now, from memory; empty before the first good answer. */
    @Override
    public Set<HostAndPort> get() {
        return nodes(watch.view());
    }

    /**
     * The nodes as soon as there is one. Blocks the caller.
     *
     * @param deadline how long to wait at the most, more than zero
     * @throws PeersMissingException if the deadline passes
     * @throws DiscoveryClosedException if the watch is closed
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Set<HostAndPort> await(Duration deadline) throws InterruptedException {
        return nodes(watch.await(1, deadline));
    }

    private static Set<HostAndPort> nodes(PeerView view) {
        Set<HostAndPort> nodes = new LinkedHashSet<>();
        view.peers().forEach(peer -> peer.endpoint().map(JedisSeeds::node).ifPresent(nodes::add));
        return nodes;
    }

    private static HostAndPort node(InetSocketAddress at) {
        return new HostAndPort(at.getAddress().getHostAddress(), at.getPort());
    }
}
