// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.SlotSet;
import io.rollcall.redis.node.MigrationKind;
import io.rollcall.redis.node.MigrationTask;
import io.rollcall.redis.node.SlotNode;
import io.rollcall.redis.node.SlotNodeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Lets the servers move slots by themselves and waits until they have: {@code CLUSTER MIGRATION IMPORT} is told to the
 * target (Redis 8.4), {@code CLUSTER MIGRATESLOTS} to the source (Valkey 9). Clients see one redirect and nothing else. A
 * server takes part in one migration at a time; one that somebody began earlier is waited for.
 *
 * <p>Built to the documentation and tested against a scripted server; not run against these versions.
 */
final class AtomicMover implements SlotMover {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** A migration of so many shows some progress, and can be paced. */
    private static final int MOST_SLOTS = 1_024;

    private final MigrationKind kind;
    private final Pace pace;
    private final StopSignal stop;
    private final BooleanSupplier halted;

    AtomicMover(MigrationKind kind, Pace pace, StopSignal stop, BooleanSupplier halted) {
        this.kind = kind;
        this.pace = pace;
        this.stop = stop;
        this.halted = halted;
    }

    @Override
    public int slotsAtOnce() {
        return MOST_SLOTS;
    }

    @Override
    public boolean sharesTarget() {
        return false;
    }

    @Override
    public void move(SlotSet slots, MovePair pair, MoveTally tally) throws InterruptedException {
        SlotNode teller = kind == MigrationKind.REDIS_ATOMIC ? pair.taker() : pair.giver();
        boolean giverWasBusy = wasBusy(pair.giver());
        if (wasBusy(pair.taker()) || giverWasBusy) {
            throw new SlotNodeException(pair.from().label() + " or " + pair.to().label()
                    + " was still in a migration that was begun before, so who owns what has changed");
        }
        long keys = pair.giver().counts(slots.stream().boxed().toList()).stream()
                .mapToLong(Long::longValue)
                .sum();
        pace.await(keys, 0);
        await(begin(slots, pair, teller), teller);
        tally.moved(keys, 0);
        tally.owned(slots.size());
    }

    private String begin(SlotSet slots, MovePair pair, SlotNode teller) {
        if (kind == MigrationKind.REDIS_ATOMIC) {
            return teller.importSlots(slots);
        }
        Set<String> before = teller.tasks(kind).stream().map(MigrationTask::id).collect(Collectors.toSet());
        teller.exportSlots(slots, pair.to().id());
        return teller.tasks(kind).stream()
                .map(MigrationTask::id)
                .filter(id -> !before.contains(id))
                .findFirst()
                .orElseThrow(() -> new SlotNodeException(
                        pair.from().label() + " took the slots " + slots + " to send but lists no migration of them"));
    }

    private void await(String id, SlotNode teller) throws InterruptedException {
        while (!halted.getAsBoolean()) {
            Optional<MigrationTask> task = teller.tasks(kind).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst();
            if (task.isEmpty() || task.get().state() == MigrationTask.State.FAILED) {
                throw new SlotNodeException("migration " + id + " did not succeed: "
                        + task.map(MigrationTask::message).orElse("the server knows nothing of it"));
            }
            if (task.get().state() == MigrationTask.State.DONE) {
                return;
            }
            stop.pause(BETWEEN_LOOKS);
        }
        throw new SlotNodeException("migration " + id + " is still under way on the servers");
    }

    /** Waits until a node is in no migration; whether it was in one. */
    private boolean wasBusy(SlotNode node) throws InterruptedException {
        boolean busy = false;
        while (!halted.getAsBoolean() && running(node.tasks(kind))) {
            busy = true;
            stop.pause(BETWEEN_LOOKS);
        }
        return busy;
    }

    private static boolean running(List<MigrationTask> tasks) {
        return tasks.stream().anyMatch(task -> task.state() == MigrationTask.State.RUNNING);
    }
}
