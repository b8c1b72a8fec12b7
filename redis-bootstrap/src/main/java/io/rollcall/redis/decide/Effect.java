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
     * {@code CLUSTER SETSLOT … IMPORTING}: the node takes the keys of a slot that another one still owns.
     *
     * @param on the node that receives
     * @param slot the slot
     * @param sourceId the node id of the owner
     */
    record Importing(int on, int slot, String sourceId) implements Effect {}

    /**
     * {@code CLUSTER SETSLOT … MIGRATING}: the owner sends clients on with {@code ASK} where a key is not there.
     *
     * @param on the node that owns the slot
     * @param slot the slot
     * @param targetId the node id of the one that receives
     */
    record Migrating(int on, int slot, String targetId) implements Effect {}

    /**
     * {@code CLUSTER SETSLOT … NODE}, which an owner refuses while it holds keys of the slot.
     *
     * @param on the node that is told
     * @param slot the slot
     * @param ownerId the node id of its owner
     */
    record SetOwner(int on, int slot, String ownerId) implements Effect {}

    /**
     * {@code CLUSTER FORGET}: the node drops another and does not hear of it for 60 s.
     *
     * @param on the node
     * @param nodeId the node id of the other: one that no pod has, or that was drained
     */
    record Forget(int on, String nodeId) implements Effect {}

    /**
     * {@code CLUSTER FAILOVER} on a replica.
     *
     * @param on the replica
     * @param mode how
     */
    record Failover(int on, Mode mode) implements Effect {
        /** Ways to take over. */
        public enum Mode {
            /** Agreed with the living master, without losing a write. */
            GRACEFUL,
            /** Without the master, by the votes of a majority of the others. */
            FORCE,
            /** Without any vote: only where the master is proven gone and a majority cannot be had. */
            TAKEOVER
        }
    }
}
