// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.fencing;

/** What runs inside Redis, in one piece, on the key of one domain. */
final class Script {

    /**
     * Arguments: verb, candidate, incarnation, lease in milliseconds, then for renew and release the two halves of the
     * epoch, and for begin the tenure. Returns: word, node id, config epoch, tenure, two halves of the epoch, holder,
     * milliseconds.
     *
     * <p>A tenure is one process of one master under one config epoch: while it lasts, nothing that it wrote can be lost.
     */
    static final String TEXT = """
            local function field(text, name) return string.match(text, name .. ':([^\\r\\n]+)') end
            local id = redis.call('CLUSTER', 'MYID')
            local config = field(redis.call('CLUSTER', 'INFO'), 'cluster_my_epoch')
            local tenure = config .. ':' .. field(redis.call('INFO', 'server'), 'run_id')
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local seen = {high = '0', low = '0', holder = '', incarnation = '', till = '0', quiet = '0', lease = '0'}
            local flat = redis.call('HGETALL', KEYS[1])
            for i = 1, #flat, 2 do seen[flat[i]] = flat[i + 1] end
            local verb, candidate, incarnation, lease = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
            local function text(number) return string.format('%.0f', number) end
            local function set(...) redis.call('HSET', KEYS[1], ...) end
            local function answer(word, millis)
              return {word, id, config, tenure, seen.high, seen.low, seen.holder, text(millis)}
            end

            if verb == 'begin' and tenure == ARGV[5] and seen.tenure ~= tenure then
              local till = text(now + math.max(lease, tonumber(seen.lease)))
              set('tenure', tenure, 'quiet', till, 'till', till)
              return answer('begun', lease)
            end
            if seen.tenure ~= tenure then return answer('unbegun', 0) end

            local holds = seen.holder == candidate and seen.incarnation == incarnation
            local left = tonumber(seen.till) - now
            if verb == 'claim' then
              local quiet = tonumber(seen.quiet) - now
              if quiet > 0 then return answer('quiet', quiet) end
              if left > 0 and seen.holder ~= '' and not holds then return answer('held', left) end
              local high, low = tonumber(seen.high), tonumber(seen.low)
              local floor = math.max(now - 1767225600000, 1)
              if tonumber(config) > high then
                high, low = tonumber(config), floor
              else
                low = math.max(low + 1, floor)
              end
              seen.high, seen.low, seen.holder = text(high), text(low), candidate
              set('high', seen.high, 'low', seen.low, 'holder', candidate, 'incarnation', incarnation,
                  'till', text(now + lease), 'lease', text(lease))
              return answer('granted', lease)
            end
            if not (holds and seen.high == ARGV[5] and seen.low == ARGV[6] and left > 0) then
              return answer('over', 0)
            end
            if verb == 'renew' then
              set('till', text(now + lease), 'lease', text(lease))
              return answer('granted', lease)
            end
            set('holder', '', 'till', '0')
            return answer('released', 0)
            """;

    private Script() {}
}
