// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.decide.ScaleObservation;
import io.rollcall.redis.decide.SlotMove;
import io.rollcall.redis.decide.SlotSet;
import io.rollcall.redis.node.SlotNode;
import io.rollcall.redis.node.SlotNodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Carries moves out, those of different nodes in parallel: each node gives to one at a time, and takes from one at a time
 * where the mover says so.
 */
final class SlotMigration {

    private static final int MOST_AT_ONCE = 16;
    private static final long TELL_MILLIS = 100;

    /** How it ended. */
    sealed interface Outcome {

        /** Everything moved, or there was a reason to stop in between. */
        record Ended() implements Outcome {}

        /** A node did not answer or refused; looking again and going on may help. */
        record Broken(String sentence) implements Outcome {}

        /** Going on would lose something. */
        record Refused(Refusal refusal) implements Outcome {}
    }

    private final SlotMover mover;
    private final Bootstrap.NodeFactory nodes;
    private final SlotNode.Factory slots;
    private final BooleanSupplier halted;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final Map<Integer, Semaphore> turns = new ConcurrentHashMap<>();

    SlotMigration(SlotMover mover, Bootstrap.NodeFactory nodes, SlotNode.Factory slots, BooleanSupplier halted) {
        this.mover = mover;
        this.nodes = nodes;
        this.slots = slots;
        this.halted = halted;
    }

    /**
     * Moves. Blocks until all have moved, one failed, or it is halted; what is under way is ended or left marked.
     *
     * @param tell is called on this thread several times a second
     */
    Outcome run(List<SlotMove> moves, ScaleObservation seen, MoveTally tally, Runnable tell)
            throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(moves.size(), MOST_AT_ONCE), NamedThreads.daemon("rollcall-move"));
        try {
            List<Future<?>> running = new ArrayList<>();
            moves.forEach(move -> running.add(threads.submit(() -> {
                move(move, seen, tally);
                return null;
            })));
            Outcome outcome = new Outcome.Ended();
            for (Future<?> one : running) {
                Outcome its = await(one, tell);
                outcome = outcome instanceof Outcome.Refused || its instanceof Outcome.Ended ? outcome : its;
            }
            return outcome;
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome await(Future<?> one, Runnable tell) throws InterruptedException {
        while (true) {
            try {
                one.get(TELL_MILLIS, TimeUnit.MILLISECONDS);
                return new Outcome.Ended();
            } catch (TimeoutException notYet) {
                tell.run();
            } catch (ExecutionException problem) {
                if (problem.getCause() instanceof SlotNodeException broken) {
                    return new Outcome.Broken(String.valueOf(broken.getMessage()));
                }
                if (problem.getCause() instanceof KeyConflictException conflict) {
                    return new Outcome.Refused(conflict.refusal());
                }
                throw new IllegalStateException(problem.getCause());
            }
        }
    }

    private void move(SlotMove move, ScaleObservation seen, MoveTally tally) throws InterruptedException {
        try (MovePair pair = new MovePair(move, seen, nodes, slots)) {
            SlotSet left = move.slots();
            while (!left.isEmpty() && !failed.get() && !halted.getAsBoolean()) {
                SlotSet part = SlotSet.of(left.stream().limit(mover.slotsAtOnce()));
                inTurn(move, () -> mover.move(part, pair, tally));
                left = left.minus(part);
            }
        } catch (SlotNodeException | KeyConflictException problem) {
            failed.set(true);
            throw problem;
        }
    }

    private interface Part {
        void move() throws InterruptedException;
    }

    /** Turns are taken in the order of ordinals, so that nobody waits for somebody who waits for him. */
    private void inTurn(SlotMove move, Part part) throws InterruptedException {
        NavigableSet<Integer> ordinals = new TreeSet<>(List.of(move.from()));
        if (!mover.sharesTarget()) {
            ordinals.add(move.to());
        }
        List<Semaphore> taken = new ArrayList<>();
        try {
            for (int ordinal : ordinals) {
                Semaphore turn = Objects.requireNonNull(turns.computeIfAbsent(ordinal, of -> new Semaphore(1, true)));
                turn.acquire();
                taken.add(turn);
            }
            part.move();
        } finally {
            taken.forEach(Semaphore::release);
        }
    }
}
