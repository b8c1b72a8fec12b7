// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import java.util.List;

/**
 * Keys of one slot that are moved by one command.
 *
 * @param slot their slot
 * @param keys at least one key
 * @param bytes about how much memory they take
 * @param replace whether to overwrite what the other side has under these keys
 */
public record KeyBatch(int slot, List<byte[]> keys, long bytes, boolean replace) {
    /** Copies the keys. */
    public KeyBatch {
        keys = List.copyOf(keys);
    }
}
