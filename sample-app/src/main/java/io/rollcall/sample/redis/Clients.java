// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.node.RedisAccess;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/** How Jedis connects here. */
final class Clients {

    private Clients() {}

    @SuppressWarnings("deprecation") // its successor, SslOptions, verifies what was connected to, and no other name
    static JedisClientConfig config(RedisAccess access) {
        int millis = Math.toIntExact(access.timeout().toMillis());
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .user(access.username().orElse(null))
                .password(access.password().orElse(null))
                // It would need a right of its own, and fails on servers before 7.2.
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        access.tls().ifPresent(tls -> config.ssl(true).sslSocketFactory(tls.sockets()));
        return config.build();
    }
}
