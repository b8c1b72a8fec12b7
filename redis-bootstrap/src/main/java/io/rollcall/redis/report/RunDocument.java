// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import io.rollcall.redis.run.ControllerState;
import io.rollcall.redis.run.Upkeep;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the controller knows: the answer of {@code /status}.
 *
 * @param schema {@link Json#SCHEMA}
 * @param service the headless service
 * @param at when it looked last, as an ISO 8601 instant
 * @param done whether nothing is wrong
 * @param problems what is wrong, at most 20 sentences
 * @param problemCount how many there are
 * @param acting whether this process brings the cluster in order, or only reports
 * @param actingReason why
 * @param pass how its last pass ended; null if it made none
 * @param view where the list of pods comes from: fresh, swept, stale, static
 * @param pods how many pods DNS lists
 * @param expectedPods how many there should be
 * @param nodes the nodes that answered
 */
public record RunDocument(
        String schema,
        String service,
        String at,
        boolean done,
        List<String> problems,
        int problemCount,
        boolean acting,
        String actingReason,
        @Nullable PassDocument pass,
        String view,
        int pods,
        int expectedPods,
        List<NodeDocument> nodes) {

    private static final int MOST_PROBLEMS = 20;

    /**
     * How a pass ended.
     *
     * @param outcome {@code fine}, {@code repaired}, {@code refused} or {@code unfinished}
     * @param message one sentence
     */
    public record PassDocument(String outcome, String message) {
        static PassDocument of(Upkeep.Pass pass) {
            return new PassDocument(pass.kind().name().toLowerCase(Locale.ROOT), pass.sentence());
        }
    }

    /** Reads it off. */
    public static RunDocument of(ControllerState state) {
        return new RunDocument(
                Json.SCHEMA,
                state.view().service().domain(),
                state.at().toString(),
                state.problems().isEmpty(),
                state.problems().stream().limit(MOST_PROBLEMS).toList(),
                state.problems().size(),
                state.acting().acts(),
                state.acting().reason(),
                state.pass().map(PassDocument::of).orElse(null),
                state.view().source().name().toLowerCase(Locale.ROOT),
                state.view().peers().size(),
                state.view().service().expectedPeers(),
                NodeDocument.of(state.seen().observation()));
    }
}
