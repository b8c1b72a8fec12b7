// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.grpc;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerWatch;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells a channel the peers of a watch whenever they change: one group of addresses for each. The last known ones stay while
 * DNS fails; only a channel that never had any hears of the failure.
 */
final class PeerNameResolver extends NameResolver {

    private final HeadlessService service;
    private final Supplier<? extends PeerDiscovery> opening;
    private @Nullable PeerDiscovery discovery;
    private @Nullable PeerWatch watch;
    private List<EquivalentAddressGroup> told = List.of();

    PeerNameResolver(HeadlessService service, Supplier<? extends PeerDiscovery> opening) {
        this.service = service;
        this.opening = opening;
    }

    @Override
    public String getServiceAuthority() {
        return service.domain().substring(0, service.domain().length() - 1);
    }

    @Override
    public void start(Listener2 listener) {
        PeerDiscovery opened = opening.get();
        discovery = opened;
        watch = opened.watch(event -> tell(event, listener));
    }

    @Override
    public void refresh() {
        PeerWatch open = watch;
        if (open != null) {
            var unused = open.refresh();
        }
    }

    @Override
    public void shutdown() {
        PeerDiscovery open = discovery;
        if (open != null) {
            open.close();
        }
    }

    /** Called by one thread at a time. Events of one answer carry the same view, of which the channel hears once. */
    private void tell(PeerEvent event, Listener2 listener) {
        List<EquivalentAddressGroup> groups =
                event.view().peers().stream().flatMap(peer -> group(peer)).toList();
        if (groups.isEmpty()) {
            told = groups;
            listener.onError(Status.UNAVAILABLE.withDescription(reason(event)));
        } else if (!groups.equals(told)) {
            told = groups;
            listener.onResult(ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromValue(groups))
                    .build());
        }
    }

    private String reason(PeerEvent event) {
        String domain = service.domain();
        return event instanceof PeerEvent.ViewStale stale
                ? "no peer of " + domain + " is known; DNS said last: "
                        + stale.last().evidence()
                : "no peer of " + domain + " has an address and a port";
    }

    private static Stream<EquivalentAddressGroup> group(Peer peer) {
        if (peer.port().isEmpty() || peer.addresses().isEmpty()) {
            return Stream.empty();
        }
        int port = peer.port().getAsInt();
        List<SocketAddress> addresses = peer.addresses().stream()
                .map(address -> (SocketAddress) new InetSocketAddress(address, port))
                .toList();
        return Stream.of(new EquivalentAddressGroup(addresses));
    }
}
