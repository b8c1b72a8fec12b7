// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Somebody who waits for enough peers.
 *
 * @param enough whether a view has enough
 * @param stable whether it must be stable too
 * @param wanted the same in words
 * @param deadline how long he waits
 * @param future completes with the view
 */
record Waiter(
        Predicate<PeerView> enough,
        boolean stable,
        String wanted,
        Duration deadline,
        CompletableFuture<PeerView> future) {

    /** Whether there are enough peers, stable or not. */
    boolean reached(WatchState state) {
        return !state.stale() && enough.test(state.view());
    }

    boolean satisfied(WatchState state) {
        return reached(state) && (!stable || state.stable());
    }
}
