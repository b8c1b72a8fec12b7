// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.Effect;
import java.util.List;
import redis.clients.jedis.CommandArguments;

/** Turns effects into commands. */
final class EffectCommands {

    /** A probe key that is not removed, because the process died, ends by itself. */
    private static final long PROBE_LIFE_MILLIS = 5_000;

    private EffectCommands() {}

    static List<CommandArguments> of(Effect effect) {
        if (effect instanceof Effect.Configure configure) {
            // One command a setting: Redis before 7.0 takes only one pair.
            return configure.settings().entrySet().stream()
                    .map(setting -> new CommandArguments(NodeCommand.CONFIG)
                            .add("SET")
                            .add(setting.getKey())
                            .add(setting.getValue()))
                    .toList();
        }
        if (effect instanceof Effect.SetConfigEpoch epoch) {
            return List.of(cluster(NodeCommand.Cluster.SET_CONFIG_EPOCH).add(epoch.epoch()));
        }
        if (effect instanceof Effect.AddSlots add) {
            // ADDSLOTSRANGE came with 7.0; naming each slot works everywhere and costs a millisecond.
            CommandArguments command = cluster(NodeCommand.Cluster.ADDSLOTS);
            add.slots().stream().forEach(command::add);
            return List.of(command);
        }
        if (effect instanceof Effect.Meet meet) {
            return List.of(cluster(NodeCommand.Cluster.MEET)
                    .add(meet.peer().ip())
                    .add(meet.peer().port()));
        }
        if (effect instanceof Effect.Replicate replicate) {
            return List.of(cluster(NodeCommand.Cluster.REPLICATE).add(replicate.masterId()));
        }
        if (effect instanceof Effect.Forget forget) {
            return List.of(cluster(NodeCommand.Cluster.FORGET).add(forget.nodeId()));
        }
        if (effect instanceof Effect.Failover failover) {
            CommandArguments command = cluster(NodeCommand.Cluster.FAILOVER);
            return List.of(
                    failover.mode() == Effect.Failover.Mode.GRACEFUL
                            ? command
                            : command.add(failover.mode().name()));
        }
        return SlotCommands.of(effect).orElseGet(() -> List.of(cluster(NodeCommand.Cluster.SAVECONFIG)));
    }

    static List<CommandArguments> of(ProbeWrite write) {
        CommandArguments delete = new CommandArguments(NodeCommand.DEL).key(write.key());
        if (!write.lasting()) {
            return List.of(delete);
        }
        return List.of(
                new CommandArguments(NodeCommand.SET)
                        .key(write.key())
                        .add("probe")
                        .add("NX")
                        .add("PX")
                        .add(PROBE_LIFE_MILLIS),
                new CommandArguments(NodeCommand.GET).key(write.key()),
                delete);
    }

    static CommandArguments cluster(NodeCommand.Cluster word) {
        return new CommandArguments(NodeCommand.CLUSTER).add(word.word());
    }
}
