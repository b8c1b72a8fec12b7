// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

/**
 * How much has moved.
 *
 * @param slots how many slots have their new owner
 * @param allSlots how many shall
 * @param keys how many keys moved
 * @param bytes about how much memory they take; 0 where the servers move by themselves and do not say
 */
public record MoveTotals(int slots, int allSlots, long keys, long bytes) {

    /** Both together. */
    MoveTotals plus(MoveTotals other) {
        return new MoveTotals(slots + other.slots, allSlots + other.allSlots, keys + other.keys, bytes + other.bytes);
    }
}
