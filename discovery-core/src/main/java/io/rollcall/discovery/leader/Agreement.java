// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import java.util.List;

/**
 * What is known from a {@link Confirmation} at the moment of an observation. Immutable.
 *
 * @since 0.1
 */
public sealed interface Agreement {

    /** None is configured. */
    record NotNeeded() implements Agreement {}

    /** No round of questions has ended, or the last one is too long ago. */
    record Pending() implements Agreement {}

    /**
     * A round of questions has ended, and its result still holds.
     *
     * @param agreeing how many peers agree, this process included
     * @param dissent what the others said, one sentence each
     */
    record Counted(int agreeing, List<String> dissent) implements Agreement {
        /** Copies the list. */
        public Counted {
            dissent = List.copyOf(dissent);
        }
    }
}
