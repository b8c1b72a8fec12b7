// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerId;
import java.util.List;
import java.util.Optional;

/**
 * Chooses one of the listed peers. Must be pure, and the same in all of them; {@link Object#toString()} is its name in
 * sentences. A choice that is not among the candidates counts as none.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface LeadershipPolicy {

    /**
     * The peer that is to lead.
     *
     * @param candidates the listed peers whose ordinals are configured, ascending; not empty
     * @param incumbent who leads already, as far as this process has heard; may have left
     * @return empty if none of them may
     */
    Optional<PeerId> choose(List<PeerId> candidates, Optional<PeerId> incumbent);

    /**
     * Whether the choice depends on the incumbent. A process that has just started knows of none, so that such a policy
     * needs {@link FencingTokens} or a {@link Confirmation}, and is refused without.
     */
    default boolean needsIncumbent() {
        return false;
    }

    /** The lowest listed ordinal. Leadership moves back when a lower ordinal returns. */
    static LeadershipPolicy lowest() {
        return Policies.LOWEST;
    }

    /** The incumbent for as long as it is listed, else the lowest: leadership does not move when ordinals return. */
    static LeadershipPolicy sticky() {
        return Policies.STICKY;
    }

    /**
     * One ordinal and no other: nobody leads while it is away.
     *
     * @param ordinal must be one of the configured ordinals
     */
    static LeadershipPolicy fixed(int ordinal) {
        return new Policies.Fixed(ordinal);
    }
}
