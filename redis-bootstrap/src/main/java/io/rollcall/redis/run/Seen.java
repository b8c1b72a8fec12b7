// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What one look at all nodes gave.
 *
 * @param observation what the nodes told that answered
 * @param silent why the others did not, a sentence each
 * @param refusal why one of them never will
 */
public record Seen(Observation observation, List<String> silent, Optional<Refusal> refusal) {

    /** Copies the list. */
    public Seen {
        silent = List.copyOf(silent);
    }
}
