// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.SlotSet;
import io.rollcall.redis.node.ClusterNode;
import io.rollcall.redis.node.EffectFailure;
import io.rollcall.redis.node.KeyBatch;
import io.rollcall.redis.node.SlotNodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Moves slots key by key, as every version can: marks them at the target and at the source, moves the keys, and tells
 * target, source and all other masters who owns them. {@code redis-cli} does the same with one slot and ten keys at a time;
 * here some hundred slots are under way at once, with all their keys in as few commands as their size allows.
 *
 * <p>Target before source: it takes the slots with a higher config epoch, so that a source that dies now cannot win them
 * back. Killed anywhere, the markers tell the next run where to go on.
 */
final class ClassicMover implements SlotMover {

    private static final int KEYS_AT_ONCE = 1_000;
    /** Passes over the same slots in which no key moved. */
    private static final int IDLE_PASSES = 10;

    private static final String BUSY = "BUSYKEY";

    private final Pace pace;
    private final Optional<Consumer<String>> faults;

    /**
     * A mover.
     *
     * @param pace how fast
     * @param faults is told before each batch of keys; batches are then sent one at a time
     */
    ClassicMover(Pace pace, Optional<Consumer<String>> faults) {
        this.pace = pace;
        this.faults = faults;
    }

    @Override
    public int slotsAtOnce() {
        return faults.isPresent() ? 8 : 256;
    }

    @Override
    public boolean sharesTarget() {
        return true;
    }

    @Override
    public void move(SlotSet slots, MovePair pair, MoveTally tally) throws InterruptedException {
        List<Integer> all = slots.stream().boxed().toList();
        String source = pair.from().id();
        String target = pair.to().id();
        apply(pair.target(), all, slot -> new Effect.Importing(pair.to().ordinal(), slot, source));
        apply(pair.source(), all, slot -> new Effect.Migrating(pair.from().ordinal(), slot, target));
        drain(all, pair, tally);
        apply(pair.target(), all, slot -> new Effect.SetOwner(pair.to().ordinal(), slot, target));
        apply(pair.source(), all, slot -> new Effect.SetOwner(pair.from().ordinal(), slot, target));
        for (ClusterNode other : pair.others()) {
            // Who does not hear it now hears it from the target soon, and the views are compared in the end.
            List<EffectFailure> unused =
                    other.apply(effects(all, slot -> new Effect.SetOwner(other.ordinal(), slot, target)));
        }
        tally.owned(all.size());
    }

    private static void apply(ClusterNode node, List<Integer> slots, IntFunction<Effect> effect) {
        node.apply(effects(slots, effect)).stream().findFirst().ifPresent(failure -> {
            throw new SlotNodeException(
                    node.pod() + " (" + node.address() + ") refuses " + failure.effect() + ": " + failure.answer());
        });
    }

    private static List<Effect> effects(List<Integer> slots, IntFunction<Effect> effect) {
        return slots.stream().map(effect::apply).toList();
    }

    private void drain(List<Integer> slots, MovePair pair, MoveTally tally) throws InterruptedException {
        NodeAddress address = pair.giver().addressOf(pair.to().id());
        List<Integer> filled = slots;
        for (int idle = 0; idle < IDLE_PASSES; idle++) {
            List<List<byte[]>> keys = pair.giver().keys(filled, KEYS_AT_ONCE);
            List<Integer> asked = filled;
            filled = new ArrayList<>();
            List<List<byte[]>> theirs = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                if (!keys.get(i).isEmpty()) {
                    filled.add(asked.get(i));
                    theirs.add(keys.get(i));
                }
            }
            if (filled.isEmpty()) {
                return;
            }
            if (round(filled, theirs, address, pair, tally)) {
                idle = -1;
            }
        }
        throw new SlotNodeException(
                pair.from().label() + " keeps keys in the hash slots " + filled + " that cannot be moved");
    }

    /** Whether a key moved. */
    private boolean round(
            List<Integer> slots, List<List<byte[]>> keys, NodeAddress address, MovePair pair, MoveTally tally)
            throws InterruptedException {
        List<byte[]> flat = keys.stream().flatMap(List::stream).toList();
        boolean moved = false;
        for (List<KeyBatch> round : KeyBatches.rounds(slots, keys, pair.giver().sizes(flat))) {
            for (List<KeyBatch> part : parts(round)) {
                pace.await(
                        part.stream().mapToLong(batch -> batch.keys().size()).sum(),
                        part.stream().mapToLong(KeyBatch::bytes).sum());
                faults.ifPresent(step -> step.accept("migrate"));
                List<Optional<String>> errors = pair.giver().migrate(part, address);
                for (int i = 0; i < part.size(); i++) {
                    ended(part.get(i), errors.get(i), pair);
                    tally.moved(part.get(i).keys().size(), part.get(i).bytes());
                    moved = true;
                }
            }
        }
        return moved;
    }

    private List<List<KeyBatch>> parts(List<KeyBatch> round) {
        return faults.isEmpty() ? List.of(round) : round.stream().map(List::of).toList();
    }

    private static void ended(KeyBatch batch, Optional<String> error, MovePair pair) {
        if (error.isEmpty()) {
            return;
        }
        if (!error.get().contains(BUSY)) {
            throw new SlotNodeException(pair.from().label() + " cannot move keys of hash slot " + batch.slot() + " to "
                    + pair.to().label() + ": " + error.get());
        }
        KeyConflicts.settle(batch, pair);
    }
}
