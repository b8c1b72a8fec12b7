// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import io.rollcall.sample.redis.RedisLink;
import io.rollcall.sample.redis.RedisUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * {@code SET key number EX … GET} and {@code WAIT}, over one connection in one round trip. {@code GET} (Redis 6.2) makes
 * every write also the check of the one before it, in the same step, so that no write can hide that its predecessor was
 * lost.
 */
final class RedisWriting implements Writing {

    /** Long enough for any outage that is watched, and then the keys are gone. */
    private static final String SECONDS_TO_LIVE = "86400";

    private final RedisLink redis;
    private final int replicas;
    private final long waitMillis;

    RedisWriting(RedisLink redis, MonitorSettings settings) {
        this.redis = redis;
        this.replicas = settings.waitReplicas();
        this.waitMillis = settings.waitTimeout().toMillis();
    }

    @Override
    public Outcome write(int slot, String key, long number) {
        try {
            return redis.onMaster(slot, connection -> write(connection, key, number));
        } catch (RedisUnavailableException notYet) {
            return new Outcome.NotTried();
        } catch (JedisDataException refused) {
            return new Outcome.Failed("Redis answered " + refused.getMessage());
        } catch (JedisException failed) {
            return new Outcome.Failed("the slot's master does not answer");
        }
    }

    private Outcome write(Connection connection, String key, long number) {
        connection.sendCommand(Command.SET, key, Long.toString(number), "EX", SECONDS_TO_LIVE, "GET");
        if (replicas > 0) {
            connection.sendCommand(Command.WAIT, Integer.toString(replicas), Long.toString(waitMillis));
        }
        List<Object> answers = connection.getMany(replicas > 0 ? 2 : 1);
        if (answers.get(0) instanceof JedisDataException refused) {
            // MOVED among them: whoever throws makes the link look the topology up.
            throw refused;
        }
        OptionalLong before = answers.get(0) instanceof byte[] bytes
                ? OptionalLong.of(Long.parseLong(new String(bytes, StandardCharsets.US_ASCII)))
                : OptionalLong.empty();
        boolean enough = replicas == 0 || (answers.get(1) instanceof Long confirmed && confirmed >= replicas);
        return enough ? new Outcome.Acknowledged(before) : new Outcome.Unconfirmed(before);
    }
}
