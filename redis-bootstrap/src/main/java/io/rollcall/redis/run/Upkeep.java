// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

/** One pass that brings the cluster to what it shall be, or finds that it is. Called from one thread at a time. */
@FunctionalInterface
public interface Upkeep {

    /**
     * How a pass ended.
     *
     * @param kind the kind of end
     * @param sentence what there is to say
     */
    record Pass(Kind kind, String sentence) {}

    /** The kinds of end. */
    enum Kind {
        /** Everything was right. */
        FINE,
        /** Something was brought in order, and everything is right now. */
        REPAIRED,
        /** Going on would have risked something. */
        REFUSED,
        /** It did not get there in time, and is tried again. */
        UNFINISHED
    }

    /**
     * Does it. Blocks for at most its own deadline, or until asked to stop.
     */
    Pass keep() throws InterruptedException;
}
