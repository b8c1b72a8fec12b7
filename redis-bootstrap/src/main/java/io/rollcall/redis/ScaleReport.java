// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.decide.ClusterPlan;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.ScalePlan;
import io.rollcall.redis.decide.SlotMove;
import io.rollcall.redis.run.ScalePhase;
import io.rollcall.redis.run.ScaleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How scaling ended, for people.
 *
 * @param code the exit code
 * @param text what there is to show, with its last line break; empty for nothing
 * @param sentence the last line
 */
record ScaleReport(ExitCode code, String text, String sentence) {

    static ScaleReport of(ScaleResult result) {
        if (result instanceof ScaleResult.Done done) {
            return new ScaleReport(
                    ExitCode.OK,
                    (done.changed() ? phases(done.phases()) : "") + "Cluster:\n" + ClusterMap.nodes(done.last()),
                    sentence(done));
        }
        if (result instanceof ScaleResult.DryRun) {
            return new ScaleReport(ExitCode.OK, "", "Dry run: nothing was changed.");
        }
        if (result instanceof ScaleResult.Refused refused) {
            return new ScaleReport(
                    ExitCode.of(refused.refusal().cause()),
                    "",
                    "refused: " + refused.refusal().sentence());
        }
        if (result instanceof ScaleResult.PeersMissing missing) {
            return new ScaleReport(ExitCode.PEERS_MISSING, "", "peers missing: " + missing.sentence());
        }
        if (result instanceof ScaleResult.TimedOut late) {
            return new ScaleReport(ExitCode.TIMED_OUT, "", "timed out: " + late.sentence());
        }
        return new ScaleReport(
                ExitCode.STOPPED, "", "stopped: transient settings are restored; run again to go on from here");
    }

    private static String sentence(ScaleResult.Done done) {
        String removable = done.removable().isEmpty()
                ? ""
                : "; removable now: " + String.join(", ", done.removable()) + " (no hash slots, no keys of their own,"
                        + " forgotten by all " + done.last().nodes().size() + ")";
        return (done.changed()
                        ? String.format(
                                Locale.ROOT,
                                "scaled in %s, with %d hash slots and %d keys moved",
                                FormReport.seconds(done.took()),
                                done.moved().slots(),
                                done.moved().keys())
                        : "already so, nothing changed; verified in " + FormReport.seconds(done.took()))
                + removable;
    }

    private static String phases(List<ScalePhase> phases) {
        return "Phases:\n"
                + phases.stream()
                        .map(phase -> String.format(
                                Locale.ROOT, "  %-26s %s%n", phase.gate().title(), FormReport.seconds(phase.took())))
                        .collect(Collectors.joining());
    }

    /** What shall become of the nodes, and what moves. */
    static String plan(ScalePlan plan, Observation seen) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MASTER", "HASH SLOTS", "COUNT", "REPLICAS"));
        for (ClusterPlan.Shard shard : plan.target().shards()) {
            rows.add(List.of(
                    pod(seen, shard.master()),
                    shard.slots().toString(),
                    Integer.toString(shard.slots().size()),
                    shard.replicas().stream().map(replica -> pod(seen, replica)).collect(Collectors.joining(", "))));
        }
        StringBuilder text = new StringBuilder("Plan:\n").append(ClusterMap.table(rows));
        people(text, "come", plan.joining(), seen);
        people(text, "leave", plan.leaving(), seen);
        plan.handovers()
                .forEach(handover -> text.append("  ")
                        .append(pod(seen, handover.replica()))
                        .append(" takes over from ")
                        .append(pod(seen, handover.master()))
                        .append(" by failover\n"));
        return text.append(moves(plan.moves(), seen)).toString();
    }

    private static void people(StringBuilder text, String verb, List<Integer> ordinals, Observation seen) {
        if (!ordinals.isEmpty()) {
            text.append("  ")
                    .append(ordinals.stream().map(ordinal -> pod(seen, ordinal)).collect(Collectors.joining(", ")))
                    .append(ordinals.size() == 1 ? " " + verb + "s\n" : " " + verb + "\n");
        }
    }

    private static String moves(List<SlotMove> moves, Observation seen) {
        if (moves.isEmpty()) {
            return "No hash slot moves.\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FROM", "TO", "HASH SLOTS", "COUNT"));
        moves.forEach(move -> rows.add(List.of(
                pod(seen, move.from()),
                pod(seen, move.to()),
                move.slots().toString(),
                Integer.toString(move.slots().size()))));
        return "Moves:\n" + ClusterMap.table(rows);
    }

    private static String pod(Observation seen, int ordinal) {
        return seen.node(ordinal).pod();
    }
}
