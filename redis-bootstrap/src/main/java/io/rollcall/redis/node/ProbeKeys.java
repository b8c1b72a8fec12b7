// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.SlotSet;
import java.util.random.RandomGenerator;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Finds keys for probe writes. */
public final class ProbeKeys {

    private ProbeKeys() {}

    /**
     * A key that hashes into a set of slots and that nobody else is likely to use.
     *
     * @param slots at least one slot
     * @param random where the key's random part comes from
     * @throws IllegalArgumentException if there is no slot
     */
    public static String in(SlotSet slots, RandomGenerator random) {
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("no key hashes into an empty set of slots");
        }
        String stem = "rollcall:probe:" + Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX) + ":";
        for (int i = 0; ; i++) {
            if (slots.contains(JedisClusterCRC16.getSlot(stem + i))) {
                return stem + i;
            }
        }
    }
}
