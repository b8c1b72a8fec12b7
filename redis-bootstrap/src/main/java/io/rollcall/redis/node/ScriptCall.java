// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Runs a script on one key at one node, over a connection of its own. Methods block for at most the time-out of the
 * access for each connection and answer. Thread-safe.
 *
 * @param access how to get in
 */
public record ScriptCall(RedisAccess access) {

    /** How a call ended. */
    public sealed interface Outcome {}

    /**
     * The script ran.
     *
     * @param values what it returned, as text
     * @param nodes what the node's {@code CLUSTER NODES} said right afterwards
     */
    public record Returned(List<String> values, List<KnownNode> nodes) implements Outcome {}

    /**
     * The node does not own the key's hash slot.
     *
     * @param owner who does, as far as it knows
     */
    public record Moved(NodeAddress owner) implements Outcome {}

    /**
     * There was no usable answer; the script may have run.
     *
     * @param reason the node and what it said
     */
    public record Failed(String reason) implements Outcome {}

    /** The hash slot of a key, 0 to 16383. */
    public static int slot(String key) {
        return JedisClusterCRC16.getSlot(key);
    }

    /** Runs a script. */
    public Outcome run(NodeAddress at, String script, String key, List<String> arguments) {
        CommandArguments eval =
                new CommandArguments(NodeCommand.EVAL).add(script).add(1).key(key);
        arguments.forEach(eval::add);
        try {
            List<Object> answers = ask(at, List.of(eval, EffectCommands.cluster(NodeCommand.Cluster.NODES)));
            if (answers.get(0) instanceof JedisDataException error) {
                String text = Problems.text(error);
                return text.startsWith("MOVED ") ? new Moved(RedisText.moved(text)) : new Failed(at + ": " + text);
            }
            if (answers.get(0) instanceof List<?> values && answers.get(1) instanceof byte[] nodes) {
                return new Returned(values.stream().map(ScriptCall::text).toList(), RedisText.nodes(text(nodes)));
            }
            return new Failed(at + " answers a script with " + answers);
        } catch (JedisException | IllegalArgumentException problem) {
            return new Failed(at + ": " + reason(problem));
        }
    }

    /**
     * What a node knows of the cluster.
     *
     * @return its {@code CLUSTER NODES}; empty if it does not answer
     */
    public List<KnownNode> nodes(NodeAddress at) {
        try {
            return ask(at, List.of(EffectCommands.cluster(NodeCommand.Cluster.NODES)))
                                    .get(0)
                            instanceof byte[] text
                    ? RedisText.nodes(text(text))
                    : List.of();
        } catch (JedisException | IllegalArgumentException noUsableAnswer) {
            return List.of();
        }
    }

    private List<Object> ask(NodeAddress at, List<CommandArguments> commands) {
        Connection connection = Connections.open(at, access);
        try {
            commands.forEach(connection::sendCommand);
            return connection.getMany(commands.size());
        } finally {
            Connections.close(connection);
        }
    }

    private static String reason(RuntimeException problem) {
        return problem instanceof JedisException redis ? Problems.text(redis) : String.valueOf(problem.getMessage());
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }
}
