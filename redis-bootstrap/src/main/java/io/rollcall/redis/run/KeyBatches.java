// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.node.KeyBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts keys into batches, one slot each, and batches into rounds that are sent at once. A node serves nobody else while it
 * moves a batch, so no batch, nor a round, is larger than a budget; a key that is larger alone travels alone. Pure.
 */
final class KeyBatches {

    /** A node writes and its peer reads so much within a few milliseconds. */
    static final long ROUND_BYTES = 512 << 10;

    static final int ROUND_KEYS = 512;

    private final List<List<KeyBatch>> rounds = new ArrayList<>();
    private List<KeyBatch> round = new ArrayList<>();
    private long roundBytes;
    private int roundKeys;
    private List<byte[]> batch = new ArrayList<>();
    private long batchBytes;

    private KeyBatches() {}

    /**
     * The rounds.
     *
     * @param slots the slots
     * @param keys the keys of each slot
     * @param sizes the size of each key, in the same order
     */
    static List<List<KeyBatch>> rounds(List<Integer> slots, List<List<byte[]>> keys, List<Long> sizes) {
        KeyBatches batches = new KeyBatches();
        int next = 0;
        for (int i = 0; i < slots.size(); i++) {
            for (byte[] key : keys.get(i)) {
                batches.add(slots.get(i), key, sizes.get(next++));
            }
            batches.endBatch(slots.get(i));
        }
        batches.endRound();
        return batches.rounds;
    }

    private void add(int slot, byte[] key, long bytes) {
        boolean full = roundBytes + bytes > ROUND_BYTES || roundKeys >= ROUND_KEYS;
        if (full && roundKeys > 0) {
            endBatch(slot);
            endRound();
        }
        batch.add(key);
        batchBytes += bytes;
        roundBytes += bytes;
        roundKeys++;
    }

    private void endBatch(int slot) {
        if (!batch.isEmpty()) {
            round.add(new KeyBatch(slot, batch, batchBytes, false));
            batch = new ArrayList<>();
            batchBytes = 0;
        }
    }

    private void endRound() {
        if (!round.isEmpty()) {
            rounds.add(round);
            round = new ArrayList<>();
            roundBytes = 0;
            roundKeys = 0;
        }
    }
}
