// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/**
 * Hash slots {@code first} to {@code last}, both included.
 *
 * @param first the lowest slot, 0 to 16383
 * @param last the highest slot, {@code first} to 16383
 */
public record SlotRange(int first, int last) {

    /** Checks the bounds. */
    public SlotRange {
        if (first < 0 || last >= SlotSet.COUNT || first > last) {
            throw new IllegalArgumentException("hash slots " + first + " to " + last + " are no range in 0 to 16383");
        }
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
