// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.OpenSlot;
import io.rollcall.redis.decide.SlotSet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** A {@link SlotNode} behind one plain connection, which is opened when needed and again after it was lost. */
public final class JedisSlotNode implements SlotNode {

    /** What a key is taken to weigh where {@code MEMORY USAGE} is denied. */
    private static final long UNKNOWN_SIZE = 1_024;
    /** A target that takes longer than this for one read or write is taken for dead; more for much to move. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final long BYTES_PER_MILLI = 10_000;

    private final String pod;
    private final NodeAddress address;
    private final RedisAccess access;
    private @Nullable Connection connection;

    /**
     * A node; nothing is opened yet.
     *
     * @param pod the name of its pod
     * @param address where it is
     * @param access how to get in; the nodes get in at each other in the same way
     */
    public JedisSlotNode(String pod, NodeAddress address, RedisAccess access) {
        this.pod = pod;
        this.address = address;
        this.access = access;
    }

    @Override
    public Set<MigrationKind> capabilities() {
        Set<MigrationKind> kinds = EnumSet.of(MigrationKind.CLASSIC);
        List<Object> answers = send(
                List.of(
                        new CommandArguments(NodeCommand.COMMAND).add("INFO").add("cluster|migration"),
                        new CommandArguments(NodeCommand.COMMAND).add("INFO").add("cluster|migrateslots")),
                access.timeout().toMillis());
        if (MigrationReplies.known(answers.get(0))) {
            kinds.add(MigrationKind.REDIS_ATOMIC);
        }
        if (MigrationReplies.known(answers.get(1))) {
            kinds.add(MigrationKind.VALKEY_ATOMIC);
        }
        return kinds;
    }

    @Override
    public List<OpenSlot> openSlots() {
        return MigrationReplies.openSlots(nodes());
    }

    @Override
    public NodeAddress addressOf(String nodeId) {
        return RedisText.nodes(nodes()).stream()
                .filter(node -> node.id().equals(nodeId))
                .findFirst()
                .orElseThrow(() -> failure("does not know node " + nodeId))
                .address();
    }

    private String nodes() {
        return MigrationReplies.text(one(EffectCommands.cluster(NodeCommand.Cluster.NODES)));
    }

    @Override
    public List<List<byte[]>> keys(List<Integer> slots, int most) {
        return all(slots.stream()
                        .map(slot -> EffectCommands.cluster(NodeCommand.Cluster.GETKEYSINSLOT)
                                .add(slot)
                                .add(most))
                        .toList())
                .stream()
                .map(MigrationReplies::keys)
                .toList();
    }

    @Override
    public List<Long> counts(List<Integer> slots) {
        return all(slots.stream()
                        .map(slot -> EffectCommands.cluster(NodeCommand.Cluster.COUNTKEYSINSLOT)
                                .add(slot))
                        .toList())
                .stream()
                .map(Long.class::cast)
                .toList();
    }

    @Override
    public List<Long> sizes(List<byte[]> keys) {
        return send(
                        keys.stream()
                                .map(key -> new CommandArguments(NodeCommand.MEMORY)
                                        .add("USAGE")
                                        .key(key))
                                .toList(),
                        access.timeout().toMillis())
                .stream()
                .map(answer -> answer instanceof Long bytes ? bytes : UNKNOWN_SIZE)
                .toList();
    }

    @Override
    public List<Optional<String>> migrate(List<KeyBatch> batches, NodeAddress target) {
        long patience = PATIENCE_MILLIS
                + batches.stream().mapToLong(KeyBatch::bytes).max().orElse(0) / BYTES_PER_MILLI;
        List<CommandArguments> commands =
                batches.stream().map(batch -> migrate(batch, target, patience)).toList();
        // A batch is written and answered, each within the patience; and the node may have begun another one.
        return send(commands, 3 * patience).stream()
                .map(answer -> answer instanceof JedisDataException error
                        ? Optional.of(Problems.text(error))
                        : Optional.<String>empty())
                .toList();
    }

    private CommandArguments migrate(KeyBatch batch, NodeAddress target, long patience) {
        CommandArguments command = new CommandArguments(NodeCommand.MIGRATE)
                .add(target.ip())
                .add(target.port())
                .add("")
                .add(0)
                .add(patience);
        if (batch.replace()) {
            command.add("REPLACE");
        }
        if (access.password().isPresent()) {
            String password = access.password().get();
            // The server keeps these words out of MONITOR and its slow log (migrateCommand in cluster.c).
            access.username()
                    .ifPresentOrElse(
                            user -> command.add("AUTH2").add(user).add(password),
                            () -> command.add("AUTH").add(password));
        }
        command.add("KEYS");
        batch.keys().forEach(command::key);
        return command;
    }

    @Override
    public Optional<byte[]> dump(byte[] key, boolean asking) {
        List<CommandArguments> commands = new ArrayList<>();
        if (asking) {
            commands.add(new CommandArguments(NodeCommand.ASKING));
        }
        commands.add(new CommandArguments(NodeCommand.DUMP).key(key));
        List<Object> answers = all(commands);
        return Optional.ofNullable((byte[]) answers.get(answers.size() - 1));
    }

    @Override
    public String importSlots(SlotSet slots) {
        return MigrationReplies.text(
                one(ranges(EffectCommands.cluster(NodeCommand.Cluster.MIGRATION).add("IMPORT"), slots)));
    }

    @Override
    public void exportSlots(SlotSet slots, String targetId) {
        Object unused = one(
                ranges(EffectCommands.cluster(NodeCommand.Cluster.MIGRATESLOTS).add("SLOTSRANGE"), slots)
                        .add("NODE")
                        .add(targetId));
    }

    private static CommandArguments ranges(CommandArguments command, SlotSet slots) {
        slots.ranges().forEach(range -> command.add(range.first()).add(range.last()));
        return command;
    }

    @Override
    public List<MigrationTask> tasks(MigrationKind kind) {
        return switch (kind) {
            case CLASSIC -> List.of();
            case REDIS_ATOMIC ->
                MigrationReplies.redisTasks(one(EffectCommands.cluster(NodeCommand.Cluster.MIGRATION)
                        .add("STATUS")
                        .add("ALL")));
            case VALKEY_ATOMIC ->
                MigrationReplies.valkeyTasks(one(EffectCommands.cluster(NodeCommand.Cluster.GETSLOTMIGRATIONS)));
        };
    }

    private Object one(CommandArguments command) {
        return all(List.of(command)).get(0);
    }

    /** The answers, none of which may be an error. */
    private List<Object> all(List<CommandArguments> commands) {
        List<Object> answers = send(commands, access.timeout().toMillis());
        for (Object answer : answers) {
            if (answer instanceof JedisDataException error) {
                throw failure(Problems.text(error));
            }
        }
        return answers;
    }

    private List<Object> send(List<CommandArguments> commands, long patienceMillis) {
        try {
            Connection open = connection;
            if (open == null || !open.isConnected() || open.isBroken()) {
                open = Connections.open(address, access);
                connection = open;
            }
            open.setSoTimeout(Math.toIntExact(patienceMillis));
            commands.forEach(open::sendCommand);
            return open.getMany(commands.size());
        } catch (JedisException lost) {
            close();
            throw failure(Problems.text(lost));
        }
    }

    private SlotNodeException failure(String text) {
        return new SlotNodeException(pod + " (" + address + "): " + text);
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        Connections.close(open);
    }
}
