// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Those who wait for a state. Not thread-safe. */
final class Waiters {

    private final Set<Waiter> waiting = new LinkedHashSet<>();

    void add(Waiter waiter) {
        waiting.add(waiter);
    }

    /** Whether he was still waiting. */
    boolean remove(Waiter waiter) {
        return waiting.remove(waiter);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes out whom a state satisfies. */
    List<Waiter> takeSatisfied(WatchState state) {
        List<Waiter> satisfied =
                waiting.stream().filter(waiter -> waiter.satisfied(state)).toList();
        satisfied.forEach(waiting::remove);
        return satisfied;
    }

    List<Waiter> takeAll() {
        List<Waiter> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** When the state will satisfy somebody if nothing changes; empty if nobody waits for that alone. */
    Optional<Duration> untilStable(WatchState state) {
        return waiting.stream().anyMatch(waiter -> waiter.reached(state))
                ? Optional.of(state.stabilityWindow().minus(state.stableFor()))
                : Optional.empty();
    }
}
