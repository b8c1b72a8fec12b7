// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.OpenSlot;
import io.rollcall.redis.decide.SlotSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Redis node as slots move to and from it, over a connection of its own. Methods block for at most the configured
 * time-out, {@link #migrate} for as long as the keys take. Not thread-safe.
 *
 * <p>Every method throws {@link SlotNodeException} when the node does not answer or refuses.
 */
public interface SlotNode extends AutoCloseable {

    /** Makes a node; nothing needs to be open yet. */
    @FunctionalInterface
    interface Factory {
        /** A node at an address. */
        SlotNode node(String pod, NodeAddress address);
    }

    /** The ways that the server offers; {@link MigrationKind#CLASSIC} is always among them. */
    Set<MigrationKind> capabilities();

    /** The slots that it marks as under way. */
    List<OpenSlot> openSlots();

    /**
     * Keys of slots.
     *
     * @param slots the slots, in this order
     * @param most how many keys of each slot at the most
     * @return for each slot some of its keys; none only if there is none
     */
    List<List<byte[]>> keys(List<Integer> slots, int most);

    /** How many keys each slot has. */
    List<Long> counts(List<Integer> slots);

    /** About how much memory each key takes, in bytes; a guess where the server does not tell. */
    List<Long> sizes(List<byte[]> keys);

    /**
     * {@code MIGRATE}: moves keys of one slot a batch to another node. The node serves nobody else while a batch is on its way.
     *
     * @param batches the batches
     * @param target where this node reaches the other one
     * @return for each batch what went wrong; empty if all its keys are there
     */
    List<Optional<String>> migrate(List<KeyBatch> batches, NodeAddress target);

    /**
     * A key's value as {@code DUMP} gives it.
     *
     * @param key the key
     * @param asking whether this node is importing the key's slot
     */
    Optional<byte[]> dump(byte[] key, boolean asking);

    /**
     * {@code CLUSTER MIGRATION IMPORT} (Redis 8.4): this node fetches slots from their one owner.
     *
     * @return the task's id
     */
    String importSlots(SlotSet slots);

    /** {@code CLUSTER MIGRATESLOTS} (Valkey 9): this node sends slots to another. */
    void exportSlots(SlotSet slots, String targetId);

    /** The migrations that this node takes or took part in, of a server of the given kind. */
    List<MigrationTask> tasks(MigrationKind kind);

    /** Where this node believes another one to be. */
    NodeAddress addressOf(String nodeId);

    @Override
    void close();
}
