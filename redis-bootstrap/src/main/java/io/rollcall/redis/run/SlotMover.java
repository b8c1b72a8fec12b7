// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.SlotSet;

/** A way to move slots with their keys. Implementations are thread-safe; each pair is one thread's. */
sealed interface SlotMover permits ClassicMover, AtomicMover {

    /** How many slots at once. */
    int slotsAtOnce();

    /** Whether a node that receives from one may receive from others meanwhile. */
    boolean sharesTarget();

    /**
     * Moves slots, or goes on moving them. Blocks until the target owns them and the source has none of their keys.
     *
     * @throws io.rollcall.redis.node.SlotNodeException if a node does not answer or refuses; then a look and another try help
     * @throws KeyConflictException if both sides hold different values of a key
     */
    void move(SlotSet slots, MovePair pair, MoveTally tally) throws InterruptedException;
}
