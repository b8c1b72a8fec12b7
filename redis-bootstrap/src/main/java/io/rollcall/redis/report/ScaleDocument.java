// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.ScalePlan;
import io.rollcall.redis.run.MoveTotals;
import io.rollcall.redis.run.ScalePhase;
import io.rollcall.redis.run.ScaleResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of scaling.
 *
 * @param changed whether anything had to be done; null for a dry run
 * @param seconds from the moment when all nodes answered until done was proven; null for a dry run
 * @param phases how long each gate took; null for a dry run
 * @param plan who is what in the end
 * @param joining the pods that came, or shall come
 * @param leaving the pods that left, or shall leave
 * @param handovers masters that handed over to a replica by failover, or shall
 * @param moves the slots that were to be moved at the beginning
 * @param moved what moved; null for a dry run
 * @param removable pods that hold nothing and that nobody knows; null for a dry run
 * @param nodes the nodes as they answered last
 */
public record ScaleDocument(
        @Nullable Boolean changed,
        @Nullable Duration seconds,
        @Nullable List<PhaseDocument> phases,
        PlanDocument plan,
        List<String> joining,
        List<String> leaving,
        List<HandoverDocument> handovers,
        List<MoveDocument> moves,
        @Nullable MovedDocument moved,
        @Nullable List<String> removable,
        List<NodeDocument> nodes) {

    /**
     * How long a gate took.
     *
     * @param name the gate's title
     * @param seconds how long it was the one that was worked on
     */
    public record PhaseDocument(String name, Duration seconds) {
        static PhaseDocument of(ScalePhase phase) {
            return new PhaseDocument(phase.gate().title(), phase.took());
        }
    }

    /**
     * A graceful failover.
     *
     * @param master the pod that hands over
     * @param replica the pod that takes over
     */
    public record HandoverDocument(String master, String replica) {}

    /**
     * Slots that change their owner.
     *
     * @param from the pod that gives
     * @param to the pod that receives
     * @param slots the hash slots, for instance {@code 4096-5460}
     * @param slotCount how many these are
     */
    public record MoveDocument(String from, String to, String slots, int slotCount) {}

    /**
     * What moved.
     *
     * @param slots how many slots
     * @param keys how many keys
     * @param bytes about how much memory they take; 0 where servers moved them by themselves
     */
    public record MovedDocument(int slots, long keys, long bytes) {
        static MovedDocument of(MoveTotals totals) {
            return new MovedDocument(totals.slots(), totals.keys(), totals.bytes());
        }
    }

    /** What there is to say; null where it ended before there was a plan, or in between. */
    public static @Nullable ScaleDocument of(ScaleResult result) {
        if (result instanceof ScaleResult.Done done) {
            return of(
                    done.plan(),
                    done.seen(),
                    done.changed(),
                    done.took(),
                    done.phases().stream().map(PhaseDocument::of).toList(),
                    MovedDocument.of(done.moved()),
                    done.removable(),
                    done.last());
        }
        if (result instanceof ScaleResult.DryRun dry) {
            return of(dry.plan(), dry.seen(), null, null, null, null, null, dry.seen());
        }
        return null;
    }

    private static ScaleDocument of(
            ScalePlan plan,
            Observation seen,
            @Nullable Boolean changed,
            @Nullable Duration took,
            @Nullable List<PhaseDocument> phases,
            @Nullable MovedDocument moved,
            @Nullable List<String> removable,
            Observation last) {
        return new ScaleDocument(
                changed,
                took,
                phases,
                PlanDocument.of(plan.target(), seen),
                pods(plan.joining(), seen),
                pods(plan.leaving(), seen),
                plan.handovers().stream()
                        .map(one -> new HandoverDocument(
                                seen.node(one.master()).pod(),
                                seen.node(one.replica()).pod()))
                        .toList(),
                plan.moves().stream()
                        .map(move -> new MoveDocument(
                                seen.node(move.from()).pod(),
                                seen.node(move.to()).pod(),
                                move.slots().toString(),
                                move.slots().size()))
                        .toList(),
                moved,
                removable,
                NodeDocument.of(last));
    }

    private static List<String> pods(List<Integer> ordinals, Observation seen) {
        return ordinals.stream().map(ordinal -> seen.node(ordinal).pod()).toList();
    }
}
