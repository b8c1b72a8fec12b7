// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import java.util.concurrent.atomic.LongAdder;

/** Counts what moves. Thread-safe. */
final class MoveTally {

    private final int allSlots;
    private final LongAdder slots = new LongAdder();
    private final LongAdder keys = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    MoveTally(int allSlots) {
        this.allSlots = allSlots;
    }

    void moved(long movedKeys, long movedBytes) {
        keys.add(movedKeys);
        bytes.add(movedBytes);
    }

    void owned(int newSlots) {
        slots.add(newSlots);
    }

    MoveTotals totals() {
        return new MoveTotals(slots.intValue(), allSlots, keys.sum(), bytes.sum());
    }
}
