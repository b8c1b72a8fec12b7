// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.time.InstantSource;

/** Wires discovery-core into the application. */
@Factory
final class DiscoveryFactory {

    /** Made at the start, so that a wrong setting ends it; closed with the application. */
    @Context
    @Bean(preDestroy = "close")
    PeerDiscovery discovery(RollcallConfiguration configuration, InstantSource clock) {
        DnsPeerDiscovery.Builder builder = DnsPeerDiscovery.builder(configuration.headlessService())
                .lookupDeadline(configuration.lookupDeadline())
                .clock(clock);
        if (!configuration.nameservers().isEmpty()) {
            builder.nameservers(
                    configuration.nameservers().stream().map(Nameserver::parse).toList());
        }
        return builder.build();
    }
}
