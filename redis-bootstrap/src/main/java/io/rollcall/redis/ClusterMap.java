// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.decide.ClusterPlan;
import io.rollcall.redis.decide.ClusterShape;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.ReplicationLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes plans and clusters for people. Pure. */
final class ClusterMap {

    private ClusterMap() {}

    /** What shall become of the nodes. */
    static String plan(ClusterPlan plan, Observation seen, int replicasPerMaster) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MASTER", "HASH SLOTS", "COUNT", "REPLICAS"));
        for (ClusterPlan.Shard shard : plan.shards()) {
            rows.add(List.of(
                    seen.node(shard.master()).pod(),
                    shard.slots().toString(),
                    Integer.toString(shard.slots().size()),
                    shard.replicas().stream()
                            .map(replica -> seen.node(replica).pod())
                            .collect(Collectors.joining(", "))));
        }
        return (plan.adopted() ? "Plan, adopted from the cluster that exists:\n" : "Plan, from the ordinals:\n")
                + table(rows)
                + oddOnes(plan, seen, replicasPerMaster);
    }

    private static String oddOnes(ClusterPlan plan, Observation seen, int replicasPerMaster) {
        int odd = new ClusterShape(seen.nodes().size(), replicasPerMaster).leftOver();
        if (odd == 0 || plan.adopted()) {
            return "";
        }
        return plan.shards().stream()
                .flatMap(shard -> shard.replicas().stream()
                        .skip(replicasPerMaster)
                        .map(replica -> seen.node(replica).pod() + " becomes a further replica of "
                                + seen.node(shard.master()).pod()))
                .collect(Collectors.joining(
                        "; ",
                        "  " + seen.nodes().size() + " pods with " + replicasPerMaster + " replicas per master leave "
                                + odd + " over: ",
                        "\n"));
    }

    /** What the nodes are. */
    static String nodes(Observation seen) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("POD", "ADDRESS", "ROLE", "HASH SLOTS", "MASTER", "LINK"));
        for (NodeReport node : seen.nodes()) {
            Optional<String> master = node.self()
                    .masterId()
                    .map(id -> Optional.ofNullable(seen.byId().get(id))
                            .map(NodeReport::pod)
                            .orElse(id));
            rows.add(List.of(
                    node.pod(),
                    node.address().toString(),
                    master.isPresent() ? "replica" : "master",
                    node.self().slots().isEmpty() ? "-" : node.self().slots().toString(),
                    master.orElse("-"),
                    node.link()
                            .map(ReplicationLink::up)
                            .map(up -> up ? "up" : "down")
                            .orElse("-")));
        }
        return table(rows);
    }

    static String table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
