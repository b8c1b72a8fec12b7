// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.decide.Capability;
import io.rollcall.redis.decide.Classification;
import io.rollcall.redis.decide.Finding;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Repair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes for people what the nodes are together. Pure. */
final class StateText {

    /** More of a kind only repeat it. */
    private static final int MOST_OF_A_KIND = 3;

    private StateText() {}

    /** State and findings. */
    static String of(Classification state) {
        StringBuilder text = new StringBuilder("State: " + state.title() + "\n");
        Map<Repair, List<Finding>> kinds = new EnumMap<>(Repair.class);
        state.findings()
                .forEach(finding -> kinds.computeIfAbsent(finding.repair(), kind -> new ArrayList<>())
                        .add(finding));
        kinds.forEach((kind, findings) -> {
            findings.stream().limit(MOST_OF_A_KIND).forEach(finding -> line(text, kind.title(), finding.sentence()));
            if (findings.size() > MOST_OF_A_KIND) {
                line(text, kind.title(), "and " + (findings.size() - MOST_OF_A_KIND) + " more");
            }
        });
        if (state instanceof Classification.Damaged damaged) {
            damaged.settling().stream().limit(MOST_OF_A_KIND).forEach(sentence -> line(text, "settling", sentence));
        }
        return text.toString();
    }

    /** Which node has what. */
    static String capabilities(Observation seen) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("POD", "VERSION"));
        Arrays.stream(Capability.values()).map(Capability::title).forEach(head::add);
        rows.add(head);
        for (NodeReport node : seen.nodes()) {
            List<String> row =
                    new ArrayList<>(List.of(node.pod(), node.version().toString()));
            Arrays.stream(Capability.values())
                    .map(capability -> capability.of(node) ? "yes" : "no")
                    .forEach(row::add);
            rows.add(row);
        }
        return "Capabilities:\n" + ClusterMap.table(rows);
    }

    private static void line(StringBuilder text, String kind, String sentence) {
        text.append("  ").append(kind).append(": ").append(sentence).append('\n');
    }
}
