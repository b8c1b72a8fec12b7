// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A node behind one plain connection, which is opened when needed and again after it was lost. Not Jedis's cluster
 * client: that one follows addresses that the nodes tell, and here the nodes' addresses are what is in doubt.
 */
public final class JedisClusterNode implements ClusterNode {

    private final int ordinal;
    private final String pod;
    private final NodeAddress address;
    private final RedisAccess access;
    private @Nullable Connection connection;

    /**
     * A node; nothing is opened yet.
     *
     * @param ordinal the ordinal of its pod
     * @param pod the name of its pod
     * @param address where it is
     * @param access how to get in
     */
    public JedisClusterNode(int ordinal, String pod, NodeAddress address, RedisAccess access) {
        this.ordinal = ordinal;
        this.pod = pod;
        this.address = address;
        this.access = access;
    }

    @Override
    public int ordinal() {
        return ordinal;
    }

    @Override
    public String pod() {
        return pod;
    }

    @Override
    public NodeAddress address() {
        return address;
    }

    @Override
    public Optional<String> announcedName() {
        try {
            return send(List.of(EffectCommands.cluster(NodeCommand.Cluster.NODES)))
                                    .get(0)
                            instanceof byte[] nodes
                    ? RedisText.announcedName(new String(nodes, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (JedisException silent) {
            close();
            return Optional.empty();
        }
    }

    @Override
    public Probe observe() {
        try {
            return NodeReading.of(this, send(NodeReading.questions()));
        } catch (JedisException problem) {
            close();
            return Problems.classify(this, problem);
        } catch (IllegalArgumentException unreadable) {
            return new Probe.Unusable(new Refusal(
                    Refusal.Cause.NOT_A_CLUSTER_NODE, label() + " answers like no Redis: " + unreadable.getMessage()));
        }
    }

    @Override
    public List<EffectFailure> apply(List<Effect> effects) {
        List<CommandArguments> commands = new ArrayList<>();
        List<Effect> causes = new ArrayList<>();
        for (Effect effect : effects) {
            for (CommandArguments command : EffectCommands.of(effect)) {
                commands.add(command);
                causes.add(effect);
            }
        }
        List<EffectFailure> failures = new ArrayList<>();
        try {
            List<Object> answers = send(commands);
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i) instanceof JedisDataException error) {
                    failures.add(new EffectFailure(causes.get(i), Problems.text(error)));
                }
            }
        } catch (JedisException lost) {
            close();
            effects.forEach(effect -> failures.add(new EffectFailure(effect, Problems.text(lost))));
        }
        return failures;
    }

    @Override
    public WriteOutcome write(ProbeWrite write) {
        try {
            List<Object> answers = send(EffectCommands.of(write));
            Optional<String> error = answers.stream()
                    .filter(JedisDataException.class::isInstance)
                    .map(answer -> Problems.text((JedisDataException) answer))
                    .findFirst();
            if (error.isEmpty()) {
                return new WriteOutcome.Written();
            }
            return error.get().startsWith("MOVED ")
                    ? new WriteOutcome.Moved(RedisText.moved(error.get()))
                    : new WriteOutcome.Rejected(error.get());
        } catch (JedisException lost) {
            close();
            return new WriteOutcome.Rejected(Problems.text(lost));
        }
    }

    /** Sends all commands at once and reads all answers; an error that Redis answers is one of them. */
    private List<Object> send(List<CommandArguments> commands) {
        Connection open = connection;
        if (open == null || !open.isConnected() || open.isBroken()) {
            open = Connections.open(address, access);
            connection = open;
        }
        commands.forEach(open::sendCommand);
        return open.getMany(commands.size());
    }

    String label() {
        return pod + " (" + address + ")";
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        Connections.close(open);
    }
}
