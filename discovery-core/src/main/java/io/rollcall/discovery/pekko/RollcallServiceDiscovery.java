// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.pekko;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchState;
import io.rollcall.discovery.dns.AddressLiteral;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.identity.OtherService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.discovery.Lookup;
import org.apache.pekko.discovery.ServiceDiscovery;
import scala.Option;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * Pekko's discovery method {@code rollcall}: the peers of a headless service, each with one target whose host is its first IP
 * address. The service's name is read as {@link OtherService} says, and a lookup's protocol is TCP whatever it says.
 *
 * <p>Each name that was ever asked for has a watch until the actor system ends; a lookup makes it look now. While DNS fails, or
 * lists nobody, twice in a row, lookups fail instead of giving peers from memory, so that no cluster is founded on them.
 * Thread-safe; nothing blocks.
 *
 * @since 0.1
 */
public final class RollcallServiceDiscovery extends ServiceDiscovery {

    private final List<InetSocketAddress> nameservers;
    private final Map<Name, PeerWatch> watches = new ConcurrentHashMap<>();
    private final Map<Name, PeerDiscovery> discoveries = new ConcurrentHashMap<>();

    /** For Pekko, which reads the class's name from {@code pekko.discovery.rollcall.class}. */
    public RollcallServiceDiscovery(ExtendedActorSystem system) {
        nameservers = system.settings().config().getStringList("pekko.discovery.rollcall.nameservers").stream()
                .map(AddressLiteral::nameserver)
                .toList();
        system.registerOnTermination(() -> discoveries.values().forEach(PeerDiscovery::close));
    }

    /** What tells one watch from another. */
    private record Name(String service, Optional<String> port) {}

    @Override
    public Future<Resolved> lookup(Lookup lookup, FiniteDuration timeout) {
        return FutureConverters.asScala(look(lookup, timeout));
    }

    private CompletableFuture<Resolved> look(Lookup lookup, FiniteDuration timeout) {
        try {
            PeerWatch watch = watches.computeIfAbsent(
                    new Name(lookup.serviceName(), lookup.getPortName()),
                    name -> discoveries.computeIfAbsent(name, this::open).watch(event -> {}));
            return watch.refresh()
                    .copy()
                    .completeOnTimeout(watch.state(), timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .thenApply(state -> resolved(lookup, state));
        } catch (RuntimeException wrongName) {
            return CompletableFuture.failedFuture(wrongName);
        }
    }

    private PeerDiscovery open(Name name) {
        HeadlessService.Builder service = OtherService.named(name.service());
        name.port().ifPresent(service::portName);
        DnsPeerDiscovery.Builder builder = DnsPeerDiscovery.builder(service.build());
        if (!nameservers.isEmpty()) {
            builder.nameservers(nameservers);
        }
        return builder.build();
    }

    private static Resolved resolved(Lookup lookup, WatchState state) {
        if (state.stale()) {
            throw new IllegalStateException(
                    "DNS lists no peer of " + state.view().service().domain() + " now; it said last: " + state.last());
        }
        List<ResolvedTarget> targets = state.view().peers().stream()
                .filter(peer -> !peer.addresses().isEmpty())
                .map(RollcallServiceDiscovery::target)
                .toList();
        return new Resolved(
                lookup.serviceName(), CollectionConverters.asScala(targets).toList());
    }

    private static ResolvedTarget target(Peer peer) {
        InetAddress address = peer.addresses().get(0);
        Option<Object> port = peer.port().isPresent() ? Option.apply(peer.port().getAsInt()) : Option.empty();
        return new ResolvedTarget(address.getHostAddress(), port, Option.apply(address));
    }
}
