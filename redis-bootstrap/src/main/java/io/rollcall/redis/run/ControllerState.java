// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.PeerView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the controller knows after a round. Immutable.
 *
 * @param at when it looked
 * @param view the pods as DNS lists them
 * @param seen what the nodes answered
 * @param problems what is not right, a sentence each; empty if everything is
 * @param acting whether it acts, and why
 * @param pass its own last pass; empty as long as it has only reported
 */
public record ControllerState(
        Instant at, PeerView view, Seen seen, List<String> problems, Acting acting, Optional<Upkeep.Pass> pass) {

    /** Copies the list. */
    public ControllerState {
        problems = List.copyOf(problems);
    }
}
