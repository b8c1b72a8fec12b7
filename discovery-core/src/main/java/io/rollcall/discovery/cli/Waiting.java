// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Waits for what a watch is to show, and tells people what it shows meanwhile. */
final class Waiting {

    private final AtomicReference<String> seen = new AtomicReference<>("no answer yet");
    private final Patience patience;

    Waiting(Target target, String wanted, Surroundings surroundings) {
        patience = new Patience(
                surroundings,
                () -> "waiting for " + wanted + " of " + target.service().domain() + ": " + seen.get());
    }

    /** Something changed; from any thread. */
    void look() {
        patience.look();
    }

    /** Whether the state was as wanted in time. */
    boolean until(PeerWatch watch, Predicate<WatchState> wanted, Duration limit) throws InterruptedException {
        return patience.until(
                () -> {
                    WatchState state = watch.state();
                    seen.set(Sentences.state(state));
                    return wanted.test(state);
                },
                limit);
    }
}
