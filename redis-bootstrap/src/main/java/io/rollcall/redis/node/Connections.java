// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.NodeAddress;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Opens and closes plain connections. */
final class Connections {

    private Connections() {}

    /**
     * A connection that has logged in.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if that does not work
     */
    static Connection open(NodeAddress address, RedisAccess access) {
        int millis = Math.toIntExact(access.timeout().toMillis());
        // CLIENT SETINFO would need a right of its own in a minimal ACL, and fails on servers before 7.2.
        JedisClientConfig config = DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .user(access.username().orElse(null))
                .password(access.password().orElse(null))
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .build();
        Optional<Tls> tls = access.tls();
        return tls.isEmpty()
                ? new Connection(new HostAndPort(address.ip(), address.port()), config)
                : new Connection(() -> secure(tls.get(), address, millis), config);
    }

    private static Socket secure(Tls tls, NodeAddress address, int millis) {
        try {
            return tls.connect(address, millis);
        } catch (IOException problem) {
            throw new JedisConnectionException(String.valueOf(problem.getMessage()), problem);
        }
    }

    static void close(@Nullable Connection open) {
        if (open != null) {
            try {
                open.close();
            } catch (JedisConnectionException alreadyGone) {
                // Closing a lost connection flushes first and fails on that; the socket is closed either way.
            }
        }
    }
}
