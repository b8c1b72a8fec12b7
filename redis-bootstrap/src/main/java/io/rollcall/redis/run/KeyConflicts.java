// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.node.KeyBatch;
import io.rollcall.redis.node.SlotNodeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Moves keys that the target says it has already. That comes from a server that died between the two halves of a
 * {@code MIGRATE}; then both values are the same, and writing it once more does no harm. Where they differ nothing is
 * overwritten.
 */
final class KeyConflicts {

    private static final int SHOWN = 80;

    private KeyConflicts() {}

    static void settle(KeyBatch batch, MovePair pair) {
        for (byte[] key : batch.keys()) {
            Optional<byte[]> here = pair.giver().dump(key, false);
            if (here.isEmpty()) {
                continue;
            }
            Optional<byte[]> there = pair.taker().dump(key, true);
            if (there.isPresent() && !Arrays.equals(here.get(), there.get())) {
                throw new KeyConflictException(new Refusal(
                        Refusal.Cause.KEYS,
                        pair.from().label() + " and " + pair.to().label() + " hold different values of the key "
                                + shown(key) + " in hash slot " + batch.slot()
                                + ", which is under way between them; neither was touched: compare them (on "
                                + pair.to().pod() + " after ASKING), delete the wrong one, and run again"));
            }
            KeyBatch one = new KeyBatch(batch.slot(), List.of(key), here.get().length, there.isPresent());
            pair.giver()
                    .migrate(List.of(one), pair.giver().addressOf(pair.to().id()))
                    .get(0)
                    .ifPresent(error -> {
                        throw new SlotNodeException(pair.from().label() + ": " + error);
                    });
        }
    }

    private static String shown(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + '"';
    }
}
