// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.leader;

import io.rollcall.sample.redis.RedisLink;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A resource that fences itself: it remembers the highest epoch that took a step and who that was, and refuses a lower
 * epoch, and the same epoch from anybody else. Check and step are one script on one key's slot, so nothing comes between.
 */
@Singleton
final class FencedCounter {

    /** What became of a step. */
    enum Step {
        /** Taken, and a replica has it. */
        TAKEN,
        /** Taken, but no replica confirmed in time, so that it may go with its master. */
        UNCONFIRMED,
        /** Refused: a higher epoch has taken a step. */
        STALE,
        /** Refused: somebody else has used this epoch. */
        CLASH
    }

    private static final String COUNTER = "{sample:counter}";
    private static final String TERMS = COUNTER + ":terms";
    private static final int SLOT = JedisClusterCRC16.getSlot(COUNTER);
    private static final int MOST_TERMS = 20;
    private static final String WAIT_MILLIS = "300";

    private static final String SCRIPT = """
            -- As texts: numbers are doubles here, and epochs may be longer than those are exact.
            local highest = redis.call('HGET', KEYS[1], 'epoch') or ''
            local mine = ARGV[1]
            local function less(a, b)
              if #a ~= #b then return #a < #b end
              return a < b
            end
            if less(mine, highest) then return 'STALE' end
            if mine == highest and redis.call('HGET', KEYS[1], 'owner') ~= ARGV[2] then return 'CLASH' end
            if less(highest, mine) then
              local value = redis.call('HGET', KEYS[1], 'value') or '0'
              redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'owner', ARGV[2])
              redis.call('LPUSH', KEYS[2], ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. value)
              redis.call('LTRIM', KEYS[2], 0, tonumber(ARGV[3]) - 1)
            end
            redis.call('HINCRBY', KEYS[1], 'value', 1)
            return 'TAKEN'
            """;

    private final RedisLink redis;

    FencedCounter(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * Takes a step. Blocks.
     *
     * @param epoch the term's epoch
     * @param owner tells the process from all others; without spaces
     */
    Step step(long epoch, String owner) {
        return redis.onMaster(SLOT, connection -> {
            connection.sendCommand(
                    Command.EVAL,
                    SCRIPT,
                    "2",
                    COUNTER,
                    TERMS,
                    Long.toString(epoch),
                    owner,
                    Integer.toString(MOST_TERMS));
            connection.sendCommand(Command.WAIT, "1", WAIT_MILLIS);
            List<Object> answers = connection.getMany(2);
            Step step = Step.valueOf(text(answers.get(0)));
            boolean confirmed = answers.get(1) instanceof Long replicas && replicas > 0;
            return step == Step.TAKEN && !confirmed ? Step.UNCONFIRMED : step;
        });
    }

    /** What the counter is now. Blocks. */
    CounterReport read() {
        return redis.onMaster(SLOT, FencedCounter::read);
    }

    private static CounterReport read(Connection connection) {
        connection.sendCommand(Command.HMGET, COUNTER, "value", "epoch", "owner");
        connection.sendCommand(Command.LRANGE, TERMS, "0", Integer.toString(MOST_TERMS - 1));
        List<Object> answers = connection.getMany(2);
        List<?> fields = list(answers.get(0));
        List<CounterReport.Term> terms = new ArrayList<>();
        for (Object line : list(answers.get(1))) {
            String[] words = text(line).split(" ", 3);
            terms.add(new CounterReport.Term(words[0], pod(words[1]), Long.parseLong(words[2])));
        }
        String epoch = text(fields.get(1));
        return new CounterReport(
                number(fields.get(0)), epoch.isEmpty() ? "0" : epoch, pod(text(fields.get(2))), 0, 0, terms, "");
    }

    /** The owner without what tells its process from the one before it. */
    private static String pod(String owner) {
        int slash = owner.indexOf('/');
        return slash < 0 ? owner : owner.substring(0, slash);
    }

    private static List<?> list(Object answer) {
        if (answer instanceof JedisDataException refused) {
            throw refused;
        }
        return (List<?>) answer;
    }

    private static long number(@Nullable Object answer) {
        String text = text(answer);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static String text(@Nullable Object answer) {
        if (answer instanceof JedisDataException refused) {
            throw refused;
        }
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }
}
