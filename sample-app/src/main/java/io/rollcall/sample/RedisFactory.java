// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.dns.AddressLiteral;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.leader.FencingTokens;
import io.rollcall.discovery.micronaut.RollcallConfiguration;
import io.rollcall.redis.fencing.RedisFencingTokens;
import io.rollcall.redis.node.RedisAccess;
import io.rollcall.sample.redis.RedisPeers;
import io.rollcall.sample.redis.RedisSettings;
import jakarta.inject.Singleton;

/** Finds the Redis Cluster as the application finds its own peers, and takes its fencing tokens from there. */
@Factory
final class RedisFactory {

    @Singleton
    @Bean(preDestroy = "close")
    RedisPeers redis(PeerDiscovery own, RedisSettings settings, RollcallConfiguration configuration) {
        HeadlessService service = settings.headlessService(own.service());
        return settings.enabled()
                ? new RedisPeers(service, named -> open(named, configuration))
                : RedisPeers.none(service);
    }

    /** With TLS a pod proves its name, although it is its address that is connected to. */
    @Singleton
    RedisAccess access(RedisPeers redis, RedisSettings settings) {
        return settings.access().naming(redis::nameAt);
    }

    /** Only a process that is one of the peers can lead, and needs tokens; without Redis there are none. */
    @Singleton
    @Bean(preDestroy = "close", typed = FencingTokens.class)
    @Requires(property = RedisSettings.ENABLED, notEquals = "false")
    @Requires(property = RollcallConfiguration.PREFIX + ".member", notEquals = "false", defaultValue = "true")
    RedisFencingTokens tokens(RedisPeers redis, RedisAccess access) {
        return RedisFencingTokens.builder(redis::endpoints).access(access).build();
    }

    private static PeerDiscovery open(HeadlessService service, RollcallConfiguration configuration) {
        DnsPeerDiscovery.Builder builder =
                DnsPeerDiscovery.builder(service).lookupDeadline(configuration.lookupDeadline());
        if (!configuration.nameservers().isEmpty()) {
            builder.nameservers(configuration.nameservers().stream()
                    .map(AddressLiteral::nameserver)
                    .toList());
        }
        return builder.build();
    }
}
