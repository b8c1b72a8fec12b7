// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.decide.ReplicationLink;
import io.rollcall.redis.decide.ServerVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

/** The questions of one look at a node, and what their answers mean. */
final class NodeReading {

    private NodeReading() {}

    static List<CommandArguments> questions() {
        List<CommandArguments> questions = new ArrayList<>();
        questions.add(new CommandArguments(NodeCommand.INFO).add("server"));
        questions.add(new CommandArguments(NodeCommand.INFO).add("cluster"));
        questions.add(new CommandArguments(NodeCommand.INFO).add("replication"));
        questions.add(new CommandArguments(NodeCommand.DBSIZE));
        questions.add(EffectCommands.cluster(NodeCommand.Cluster.INFO));
        questions.add(EffectCommands.cluster(NodeCommand.Cluster.NODES));
        // One command a setting: Redis before 7.0 takes only one name.
        NodeReport.settingsToRead()
                .forEach(name -> questions.add(
                        new CommandArguments(NodeCommand.CONFIG).add("GET").add(name)));
        return questions;
    }

    static Probe of(JedisClusterNode node, List<Object> answers) {
        // INFO cluster first: a server that is no cluster node answers the CLUSTER commands with errors.
        if (answers.get(1) instanceof byte[]
                && "0".equals(RedisText.fields(text(answers.get(1))).get("cluster_enabled"))) {
            return new Probe.Unusable(new Refusal(
                    Refusal.Cause.NOT_A_CLUSTER_NODE,
                    node.label() + " runs without cluster mode; start it with cluster-enabled yes"));
        }
        for (Object answer : answers.subList(0, 6)) {
            if (answer instanceof JedisDataException error) {
                return Problems.classify(node, error);
            }
        }
        Map<String, String> replication = RedisText.fields(text(answers.get(2)));
        return new Probe.Answered(new NodeReport(
                node.ordinal(),
                node.pod(),
                node.address(),
                ServerVersion.of(RedisText.fields(text(answers.get(0)))),
                (Long) answers.get(3),
                "ok".equals(RedisText.fields(text(answers.get(4))).get("cluster_state")),
                link(replication),
                RedisText.nodes(text(answers.get(5))),
                settings(answers.subList(6, answers.size())),
                offset(replication)));
    }

    private static Optional<ReplicationLink> link(Map<String, String> replication) {
        if (!"slave".equals(replication.get("role"))) {
            return Optional.empty();
        }
        NodeAddress master = new NodeAddress(
                replication.getOrDefault("master_host", ""),
                Integer.parseInt(replication.getOrDefault("master_port", "0")));
        return Optional.of(new ReplicationLink(master, "up".equals(replication.get("master_link_status"))));
    }

    private static long offset(Map<String, String> replication) {
        return Long.parseLong(replication.getOrDefault(
                "slave".equals(replication.get("role")) ? "slave_repl_offset" : "master_repl_offset", "0"));
    }

    /** An error here means that CONFIG is denied or the server does not have the setting: then it is left alone. */
    private static Map<String, String> settings(List<Object> answers) {
        Map<String, String> settings = new HashMap<>();
        for (Object answer : answers) {
            if (answer instanceof List<?> pair && pair.size() == 2) {
                settings.put(text(pair.get(0)), text(pair.get(1)));
            }
        }
        return settings;
    }

    private static String text(Object answer) {
        if (answer instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("an answer is no text but " + answer);
    }
}
