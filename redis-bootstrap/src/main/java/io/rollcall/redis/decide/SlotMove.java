// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/**
 * Slots that change their owner, with all their keys.
 *
 * @param from the ordinal of the master that owns them
 * @param to the ordinal of the master that shall own them
 * @param slots at least one slot
 */
public record SlotMove(int from, int to, SlotSet slots) {

    /**
     * Checks the move.
     *
     * @throws IllegalArgumentException if it moves nothing, or nowhere
     */
    public SlotMove {
        if (from == to || slots.isEmpty()) {
            throw new IllegalArgumentException(
                    "from " + from + " to " + to + " with " + slots.size() + " slots moves nothing");
        }
    }
}
