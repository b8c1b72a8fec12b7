// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.node.RedisAccess;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/** How Jedis connects here. */
final class Clients {

    private Clients() {}

    static JedisClientConfig config(RedisAccess access) {
        int millis = Math.toIntExact(access.timeout().toMillis());
        return DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .user(access.username().orElse(null))
                .password(access.password().orElse(null))
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .build();
    }
}
