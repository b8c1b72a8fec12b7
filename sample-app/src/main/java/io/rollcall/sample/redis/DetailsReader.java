// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.node.RedisAccess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** Asks one pod for {@link Details} over a connection of its own. Not thread-safe; blocks for at most the time-out. */
final class DetailsReader implements AutoCloseable {

    private final HostAndPort address;
    private final RedisAccess access;
    private @Nullable Connection connection;

    DetailsReader(NodeAddress address, RedisAccess access) {
        this.address = new HostAndPort(address.ip(), address.port());
        this.access = access;
    }

    /** The details, or none of them if the pod does not answer. */
    Details read() {
        try {
            Connection open = connection;
            if (open == null || open.isBroken()) {
                open = new Connection(address, Clients.config(access));
                connection = open;
            }
            open.sendCommand(Command.INFO, "replication");
            open.sendCommand(Command.CONFIG, "GET", "cluster-announce-human-nodename");
            open.sendCommand(Command.CONFIG, "GET", "syslog-ident");
            open.sendCommand(Command.CONFIG, "GET", "availability-zone");
            List<Object> answers = open.getMany(4);
            return Details.of(
                    text(answers.get(0)), List.of(value(answers.get(1)), value(answers.get(2))), value(answers.get(3)));
        } catch (JedisException lost) {
            close();
            return Details.NONE;
        }
    }

    /** An error means that CONFIG is denied, an empty list that the server does not have the setting. */
    private static String value(Object answer) {
        return answer instanceof List<?> pair && pair.size() == 2 ? text(pair.get(1)) : "";
    }

    private static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        Clients.closeQuietly(open);
    }
}
