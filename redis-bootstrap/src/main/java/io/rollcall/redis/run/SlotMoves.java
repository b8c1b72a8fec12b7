// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.ScaleObservation;
import io.rollcall.redis.decide.SlotMove;
import io.rollcall.redis.node.MigrationKind;
import io.rollcall.redis.node.SlotNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Chooses how to move slots, moves them, and tells about it. For one thread. */
final class SlotMoves {

    private final Assembly assembly;
    private final Bootstrap.NodeFactory nodes;
    private final SlotNode.Factory slots;
    private final ScaleOptions options;
    private final ScaleProgress progress;
    private final Optional<Consumer<String>> faults;
    private final StopSignal stop;
    private final LongSupplier nanos;
    private final BooleanSupplier halted;
    private MoveTotals before = new MoveTotals(0, 0, 0, 0);

    SlotMoves(
            Assembly assembly,
            Bootstrap.NodeFactory nodes,
            SlotNode.Factory slots,
            ScaleOptions options,
            ScaleProgress progress,
            Optional<Consumer<String>> faults,
            StopSignal stop,
            LongSupplier nanos,
            long deadline) {
        this.assembly = assembly;
        this.nodes = nodes;
        this.slots = slots;
        this.options = options;
        this.progress = progress;
        this.faults = faults;
        this.stop = stop;
        this.nanos = nanos;
        this.halted = () -> stop.isAsked() || nanos.getAsLong() - deadline > 0;
    }

    /** What moved in all rounds together. */
    MoveTotals totals() {
        return before;
    }

    SlotMigration.Outcome run(List<SlotMove> moves, boolean resumed, ScaleObservation seen)
            throws InterruptedException {
        // Markers are those of the classic way, whatever else the servers offer.
        MigrationKind kind = resumed ? MigrationKind.CLASSIC : options.kind().orElseGet(() -> MigrationKind.CLASSIC);
        if (!resumed && options.kind().isEmpty()) {
            kind = best(assembly.capabilities(seen.nodes()));
        }
        int all = moves.stream().mapToInt(move -> move.slots().size()).sum();
        progress.moving(kind, resumed, all);
        MoveTally tally = new MoveTally(all);
        long start = nanos.getAsLong();
        SlotMigration.Outcome outcome = new SlotMigration(mover(kind), nodes, slots, halted)
                .run(moves, seen, tally, () -> progress.moved(tally.totals(), since(start), false));
        progress.moved(tally.totals(), since(start), true);
        before = before.plus(tally.totals());
        return outcome;
    }

    private static MigrationKind best(Set<MigrationKind> common) {
        return common.contains(MigrationKind.REDIS_ATOMIC)
                ? MigrationKind.REDIS_ATOMIC
                : common.contains(MigrationKind.VALKEY_ATOMIC) ? MigrationKind.VALKEY_ATOMIC : MigrationKind.CLASSIC;
    }

    private SlotMover mover(MigrationKind kind) {
        Pace pace = new Pace(options.rate(), nanos, stop);
        return kind == MigrationKind.CLASSIC
                ? new ClassicMover(pace, faults)
                : new AtomicMover(kind, pace, stop, halted);
    }

    private Duration since(long start) {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }
}
