// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.client;

import io.micronaut.context.annotation.Requires;
import io.micronaut.discovery.ServiceInstance;
import io.micronaut.discovery.ServiceInstanceList;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.micronaut.RequiresRollcall;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The peers of the watch's view, made into instances once for each view. Metadata: ordinal, statefulset, self. */
@Singleton
@RequiresRollcall
@Requires(classes = ServiceInstanceList.class)
final class PeerInstances implements ServiceInstanceList {

    private final PeerWatch watch;
    private final ClientConfiguration configuration;
    private volatile Known known = new Known(Optional.empty(), List.of());

    PeerInstances(PeerWatch watch, ClientConfiguration configuration) {
        this.watch = watch;
        this.configuration = configuration;
    }

    /** What was made of a view, kept as long as the watch gives that view. */
    private record Known(Optional<PeerView> view, List<ServiceInstance> instances) {}

    @Override
    public String getID() {
        return configuration.serviceId();
    }

    @Override
    public List<ServiceInstance> getInstances() {
        PeerView view = watch.view();
        Known last = known;
        if (last.view().filter(view::equals).isEmpty()) {
            last = new Known(Optional.of(view), instances(view));
            known = last;
        }
        return last.instances();
    }

    private List<ServiceInstance> instances(PeerView view) {
        return view.peers().stream()
                .filter(peer -> configuration.includeSelf() || !isSelf(view, peer))
                .flatMap(peer -> endpoint(peer).map(at -> instance(view, peer, at)).stream())
                .toList();
    }

    private ServiceInstance instance(PeerView view, Peer peer, InetSocketAddress at) {
        Map<String, String> metadata = new HashMap<>();
        peer.id().ifPresent(id -> {
            metadata.put("ordinal", Integer.toString(id.ordinal()));
            metadata.put("statefulset", id.set());
        });
        metadata.put("self", Boolean.toString(isSelf(view, peer)));
        return ServiceInstance.builder(getID(), uri(at))
                .instanceId(peer.name())
                .metadata(metadata)
                .build();
    }

    private Optional<InetSocketAddress> endpoint(Peer peer) {
        return configuration.family().map(peer::endpoint).orElseGet(peer::endpoint);
    }

    private static boolean isSelf(PeerView view, Peer peer) {
        return peer.id().isPresent() && peer.id().equals(view.service().self());
    }

    /** With brackets round an IPv6 address, which this constructor adds (RFC 3986, section 3.2.2). */
    private URI uri(InetSocketAddress at) {
        String scheme = configuration.secure() ? "https" : "http";
        try {
            return new URI(scheme, null, at.getAddress().getHostAddress(), at.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the address " + at + " makes no URI", e);
        }
    }
}
