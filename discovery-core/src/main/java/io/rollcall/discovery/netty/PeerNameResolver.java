// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.netty;

import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers names of the watched service from its view, and hands on the others. */
final class PeerNameResolver extends InetNameResolver {

    private final PeerWatch watch;
    private final InetNameResolver others;
    private final String domain;

    PeerNameResolver(EventExecutor executor, PeerWatch watch, InetNameResolver others) {
        super(executor);
        this.watch = watch;
        this.others = others;
        domain = watch.service().domain();
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
        Optional<List<InetAddress>> known = known(host);
        if (known.isEmpty()) {
            Future<InetAddress> ignored = others.resolve(host, promise);
        } else if (known.get().isEmpty()) {
            promise.setFailure(unknown(host));
        } else {
            promise.setSuccess(known.get().get(0));
        }
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        Optional<List<InetAddress>> known = known(host);
        if (known.isEmpty()) {
            Future<List<InetAddress>> ignored = others.resolveAll(host, promise);
        } else if (known.get().isEmpty()) {
            promise.setFailure(unknown(host));
        } else {
            promise.setSuccess(known.get());
        }
    }

    /** Addresses of a name that is the service's or under it; empty if it is neither. */
    private Optional<List<InetAddress>> known(String host) {
        String name = (host.endsWith(".") ? host : host + ".").toLowerCase(Locale.ROOT);
        List<Peer> peers = watch.view().peers();
        if (name.equals(domain)) {
            return Optional.of(
                    peers.stream().flatMap(peer -> peer.addresses().stream()).toList());
        }
        if (!name.endsWith("." + domain)) {
            return Optional.empty();
        }
        return Optional.of(peers.stream()
                .filter(peer -> name.equals(peer.name() + "." + domain))
                .flatMap(peer -> peer.addresses().stream())
                .toList());
    }

    private UnknownHostException unknown(String host) {
        PeerView view = watch.view();
        return new UnknownHostException(host + " is none of the peers of " + domain + " that DNS lists, which are "
                + view.peers().stream().map(Peer::name).toList());
    }
}
