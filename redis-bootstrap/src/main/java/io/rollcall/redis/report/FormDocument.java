// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.Phase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a formation.
 *
 * @param changed whether anything had to be done; null for a dry run
 * @param seconds from the moment when all nodes answered until done was proven; null for a dry run
 * @param phases when each gate was passed, counted from the same moment; null for a dry run
 * @param plan who is what, or for a dry run shall be
 * @param nodes the nodes as they answered last
 */
public record FormDocument(
        @Nullable Boolean changed,
        @Nullable Duration seconds,
        @Nullable List<PhaseDocument> phases,
        PlanDocument plan,
        List<NodeDocument> nodes) {

    /**
     * When a gate was passed.
     *
     * @param name the gate's title
     * @param seconds how long after all nodes had answered
     */
    public record PhaseDocument(String name, Duration seconds) {

        /** All phases, in their order. */
        public static List<PhaseDocument> of(List<Phase> phases) {
            return phases.stream()
                    .map(phase -> new PhaseDocument(phase.gate().title(), phase.passedAfter()))
                    .toList();
        }
    }

    /** What there is to say; null where it ended before there was a plan. */
    public static @Nullable FormDocument of(BootstrapResult result) {
        if (result instanceof BootstrapResult.Done done) {
            return new FormDocument(
                    done.changed(),
                    done.took(),
                    PhaseDocument.of(done.phases()),
                    PlanDocument.of(done.plan(), done.last()),
                    NodeDocument.of(done.last()));
        }
        if (result instanceof BootstrapResult.DryRun dry) {
            return new FormDocument(
                    null, null, null, PlanDocument.of(dry.plan(), dry.seen()), NodeDocument.of(dry.seen()));
        }
        return null;
    }
}
