// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/** The gates of scaling, in their order: nothing of a later gate is begun before the earlier ones are passed. */
public enum ScaleGate {
    /** Who shall be here is here, and what serves is in order. */
    HEALTH("healthy cluster"),
    /** Settings that hold while slots move. */
    SETTINGS("transient settings"),
    /** A config epoch for each pod that comes. */
    EPOCHS("config epochs"),
    /** Every pod that stays or comes knows every other, by links that are up. */
    JOIN("pods joined"),
    /** Replicas follow the masters that they can follow already. */
    ROLES("replicas placed"),
    /** Masters that leave handed over to replicas that stay. */
    HANDOVER("masters handed over"),
    /** Slots are where they shall be. */
    SLOTS("hash slots moved"),
    /** Replicas of masters that lost their slots have another master. */
    REHOME("replicas re-homed"),
    /** Pods that leave hold nothing. */
    PROOF("nothing left behind"),
    /** Nobody knows the pods that leave. */
    FORGET("leaving pods forgotten"),
    /** Every node tells the same. */
    VIEWS("equal views"),
    /** Saved to disk, settings as configured. */
    PERSIST("saved, settings restored");

    private final String title;

    ScaleGate(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }
}
