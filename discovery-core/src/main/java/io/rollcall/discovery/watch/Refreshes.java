// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.WatchState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Those who asked for a lookup of their own, by the lookup that is theirs. Not thread-safe. */
final class Refreshes {

    private List<CompletableFuture<WatchState>> current = new ArrayList<>();
    private List<CompletableFuture<WatchState>> next = new ArrayList<>();

    /** @param begun whether a lookup is under way; one that began before anybody asked is nobody's */
    void add(CompletableFuture<WatchState> future, boolean begun) {
        (begun && current.isEmpty() ? next : current).add(future);
    }

    /** Those whose lookup has ended; the next one belongs to the others. */
    List<CompletableFuture<WatchState>> takeEnded() {
        List<CompletableFuture<WatchState>> ended = current;
        current = next;
        next = new ArrayList<>();
        return ended;
    }

    /** Whether nobody waits for the next lookup. */
    boolean isEmpty() {
        return current.isEmpty();
    }
}
