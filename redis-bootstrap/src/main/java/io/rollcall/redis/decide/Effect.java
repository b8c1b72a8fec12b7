// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Locale;
import java.util.Map;

/** One change on one node. Each can be repeated after a crash without harm: Redis refuses or ignores what is done. */
public sealed interface Effect {

    /** The ordinal of the node that is told. */
    int on();

    /** Its kind, for people and for {@code --fault-at}: {@code configure}, {@code set-config-epoch}, {@code meet}. */
    default String name() {
        return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /**
     * {@code CONFIG SET}, in the order of the map.
     *
     * @param on the node
     * @param settings names and values
     */
    record Configure(int on, Map<String, String> settings) implements Effect {}

    /**
     * {@code CLUSTER SET-CONFIG-EPOCH}, which works once, on a node that knows nobody.
     *
     * @param on the node
     * @param epoch the config epoch, 1 or more
     */
    record SetConfigEpoch(int on, long epoch) implements Effect {}

    /**
     * {@code CLUSTER ADDSLOTS}, which the node refuses if one of the slots has an owner.
     *
     * @param on the node
     * @param slots the slots
     */
    record AddSlots(int on, SlotSet slots) implements Effect {}

    /**
     * {@code CLUSTER MEET} with a node that was just seen to be ours.
     *
     * @param on the node
     * @param peer where the other one is
     */
    record Meet(int on, NodeAddress peer) implements Effect {}

    /**
     * {@code CLUSTER REPLICATE}, which a node with slots or keys refuses.
     *
     * @param on the node
     * @param masterId the node id of its master
     */
    record Replicate(int on, String masterId) implements Effect {}

    /**
     * {@code CLUSTER SAVECONFIG}: nodes.conf is on disk when it returns.
     *
     * @param on the node
     */
    record SaveConfig(int on) implements Effect {}

    /**
     * {@code CLUSTER FAILOVER}: the replica takes over from its master, who agrees.
     *
     * @param on the replica
     */
    record Handover(int on) implements Effect {}
}
