// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.netty;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.rollcall.discovery.PeerWatch;
import java.net.InetSocketAddress;

/**
 * Resolves the service's name to all peers and {@code <peer>.<service's name>} to one, from memory: at once, and as fresh as
 * the watch. A name under the service that no peer carries is unknown at once. Every other name is the JVM's, as it would
 * be without this. Thread-safe.
 *
 * @since 0.1
 */
public final class PeerAddressResolverGroup extends AddressResolverGroup<InetSocketAddress> {

    private final PeerWatch watch;

    private PeerAddressResolverGroup(PeerWatch watch) {
        this.watch = watch;
    }

    /**
     * The peers of a watch.
     *
     * @param watch stays the caller's
     */
    public static PeerAddressResolverGroup of(PeerWatch watch) {
        return new PeerAddressResolverGroup(watch);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(
                executor, new PeerNameResolver(executor, watch, new DefaultNameResolver(executor)));
    }
}
