// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.Effect;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;

/** The commands of the effects that change who owns a slot. */
final class SlotCommands {

    private SlotCommands() {}

    static Optional<List<CommandArguments>> of(Effect effect) {
        if (effect instanceof Effect.Importing importing) {
            return Optional.of(setSlot(importing.slot(), "IMPORTING", importing.sourceId()));
        }
        if (effect instanceof Effect.Migrating migrating) {
            return Optional.of(setSlot(migrating.slot(), "MIGRATING", migrating.targetId()));
        }
        if (effect instanceof Effect.SetOwner owner) {
            return Optional.of(setSlot(owner.slot(), "NODE", owner.ownerId()));
        }
        return Optional.empty();
    }

    private static List<CommandArguments> setSlot(int slot, String state, String nodeId) {
        return List.of(EffectCommands.cluster(NodeCommand.Cluster.SETSLOT)
                .add(slot)
                .add(state)
                .add(nodeId));
    }
}
