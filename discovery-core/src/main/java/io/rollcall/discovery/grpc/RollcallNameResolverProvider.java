// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.grpc;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes gRPC understand targets like {@code rollcall:///orders}. Registered for {@link java.util.ServiceLoader}, so nobody
 * needs to name it. Each channel has a watch of its own, closed with it.
 *
 * @since 0.1
 */
public final class RollcallNameResolverProvider extends NameResolverProvider {

    /** The scheme of targets. */
    public static final String SCHEME = "rollcall";

    /** As the DNS of gRPC itself has; it decides only between providers of one scheme. */
    private static final int PRIORITY = 5;

    /** For {@link java.util.ServiceLoader}. */
    public RollcallNameResolverProvider() {}

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    /**
     * A resolver for a target; nothing is asked before it is started.
     *
     * @return null if the scheme is another one, as gRPC wants it
     * @throws IllegalArgumentException if the target cannot be read; the message says how to write it
     */
    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        if (!SCHEME.equals(target.getScheme())) {
            return null;
        }
        Target read = Target.parse(target, args.getDefaultPort());
        return new PeerNameResolver(read.service(), () -> {
            DnsPeerDiscovery.Builder builder = DnsPeerDiscovery.builder(read.service());
            read.nameserver().ifPresent(server -> builder.nameservers(List.of(server)));
            return builder.build();
        });
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return PRIORITY;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return List.of(InetSocketAddress.class);
    }
}
