// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.node.RedisAccess;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

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

    static void closeQuietly(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (JedisException alreadyGone) {
                // Closing a lost connection flushes first and fails on that; the socket is closed either way.
            }
        }
    }
}
