// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.identity.Sources;
import io.rollcall.discovery.leader.Confirmation;
import io.rollcall.discovery.leader.FencingTokens;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderElectorBuilder;
import io.rollcall.discovery.leader.LeadershipPolicy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes what an application injects. All of it is made at the start, so that a wrong setting ends the start. */
@Factory
final class DiscoveryFactory {

    @Singleton
    @Bean(preDestroy = "close")
    @RequiresRollcall
    @Requires(missingBeans = PeerDiscovery.class)
    PeerDiscovery discovery(
            RollcallConfiguration configuration, List<LookupListener> listeners, SettingsGuard checked) {
        return new ObservedDiscovery(
                configuration.discovery(configuration.headlessService(Sources.system())),
                listeners,
                InstantSource.system(),
                System::nanoTime);
    }

    @Context
    @Bean(preDestroy = "close")
    @RequiresRollcall
    @Requires(missingBeans = PeerWatch.class)
    PeerWatch watch(PeerDiscovery discovery, WatchConfiguration configuration, SettingsGuard checked) {
        return discovery.watch(configuration.options(), event -> {});
    }

    @Context
    @Bean(preDestroy = "close")
    @RequiresRollcall
    @Requires(condition = LeaderWanted.class)
    @Requires(missingBeans = LeaderElector.class)
    LeaderElector elector(
            PeerWatch watch,
            LeaderConfiguration configuration,
            Optional<FencingTokens> tokens,
            Optional<Confirmation> confirmation,
            Optional<LeadershipPolicy> policy) {
        LeaderElectorBuilder builder = LeaderElector.builder(watch);
        configuration.apply(builder);
        tokens.ifPresent(builder::fencing);
        confirmation.ifPresent(builder::confirmation);
        policy.ifPresent(builder::policy);
        return builder.build();
    }
}
