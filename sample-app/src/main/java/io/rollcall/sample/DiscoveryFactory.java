// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.sample.redis.RedisPeers;
import io.rollcall.sample.redis.RedisSettings;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires discovery-core into the application. */
@Factory
final class DiscoveryFactory {

    /** Made at the start, so that a wrong setting ends it; closed with the application. */
    @Context
    @Bean(preDestroy = "close")
    PeerDiscovery discovery(RollcallConfiguration configuration, InstantSource clock) {
        return open(configuration.headlessService(), configuration, clock);
    }

    @Context
    @Bean(preDestroy = "close")
    PeerWatch watch(PeerDiscovery discovery) {
        return discovery.watch(event -> {});
    }

    @Context
    @Bean(preDestroy = "close")
    LeaderElector elector(PeerWatch watch) {
        return LeaderElector.advisory(watch);
    }

    @Singleton
    @Bean(preDestroy = "close")
    RedisPeers redis(
            PeerDiscovery own, RedisSettings settings, RollcallConfiguration configuration, InstantSource clock) {
        return new RedisPeers(settings.headlessService(own.service()), service -> open(service, configuration, clock));
    }

    private static PeerDiscovery open(
            HeadlessService service, RollcallConfiguration configuration, InstantSource clock) {
        DnsPeerDiscovery.Builder builder = DnsPeerDiscovery.builder(service)
                .lookupDeadline(configuration.lookupDeadline())
                .clock(clock);
        if (!configuration.nameservers().isEmpty()) {
            builder.nameservers(
                    configuration.nameservers().stream().map(Nameserver::parse).toList());
        }
        return builder.build();
    }
}
