// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.client;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.discovery.DiscoveryClient;
import io.micronaut.discovery.ServiceInstance;
import io.rollcall.discovery.micronaut.RequiresRollcall;
import jakarta.inject.Singleton;
import java.util.List;
import org.reactivestreams.Publisher;

/** The peers among the other services that an application's discovery clients know. */
@Singleton
@RequiresRollcall
@Requires(classes = DiscoveryClient.class)
final class PeerDiscoveryClient implements DiscoveryClient {

    private final PeerInstances peers;

    PeerDiscoveryClient(PeerInstances peers) {
        this.peers = peers;
    }

    @Override
    public String getDescription() {
        return "rollcall";
    }

    /** None, and no error, for an id that is somebody else's. */
    @Override
    public Publisher<List<ServiceInstance>> getInstances(String serviceId) {
        return Publishers.just(serviceId.equals(peers.getID()) ? peers.getInstances() : List.of());
    }

    @Override
    public Publisher<List<String>> getServiceIds() {
        return Publishers.just(List.of(peers.getID()));
    }

    /** Nothing: the watch is not this client's. */
    @Override
    public void close() {}
}
