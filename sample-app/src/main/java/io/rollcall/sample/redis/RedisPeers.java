// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerListener;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.redis.decide.NodeAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The pods of the Redis Cluster as DNS shows them. Thread-safe. */
public final class RedisPeers implements AutoCloseable {

    private final HeadlessService service;
    private final Optional<PeerDiscovery> discovery;
    private final Optional<PeerWatch> watch;

    /**
     * Begins to watch.
     *
     * @param discovery opens a discovery of a service, as the application's own is opened
     */
    public RedisPeers(HeadlessService service, Function<HeadlessService, PeerDiscovery> discovery) {
        this.service = service;
        this.discovery = Optional.of(discovery.apply(service));
        this.watch = this.discovery.map(opened -> opened.watch(event -> {}));
    }

    private RedisPeers(HeadlessService service) {
        this.service = service;
        this.discovery = Optional.empty();
        this.watch = Optional.empty();
    }

    /** No pods, and no look-ups: for an application without a Redis Cluster. */
    public static RedisPeers none(HeadlessService service) {
        return new RedisPeers(service);
    }

    /** The headless service. */
    public HeadlessService service() {
        return service;
    }

    /** Where the pods are; without those that have no address or port. */
    public List<InetSocketAddress> endpoints() {
        return listed().stream().flatMap(peer -> peer.endpoint().stream()).toList();
    }

    /** Where each pod is, by ordinal; pods without address or port are left out. */
    Map<PodKey, NodeAddress> addresses() {
        Map<PodKey, NodeAddress> addresses = new TreeMap<>();
        for (Peer peer : listed()) {
            peer.endpoint()
                    .ifPresent(at -> addresses.put(
                            PodKey.of(peer), new NodeAddress(at.getAddress().getHostAddress(), at.getPort())));
        }
        return addresses;
    }

    /** What a certificate at an address has to name: the pod that DNS lists there, or the address if it lists none. */
    public String nameAt(NodeAddress address) {
        String domain = service().domain();
        return addresses().entrySet().stream()
                .filter(pod -> pod.getValue().ip().equals(address.ip()))
                .findFirst()
                .map(pod -> pod.getKey().name() + "." + domain.substring(0, domain.length() - 1))
                .orElse(address.ip());
    }

    private List<Peer> listed() {
        return watch.map(watched -> watched.view().peers()).orElse(List.of());
    }

    Subscription subscribe(PeerListener listener) {
        return watch.map(watched -> watched.subscribe(listener)).orElse(() -> {});
    }

    @Override
    public void close() {
        watch.ifPresent(PeerWatch::close);
        discovery.ifPresent(PeerDiscovery::close);
    }
}
