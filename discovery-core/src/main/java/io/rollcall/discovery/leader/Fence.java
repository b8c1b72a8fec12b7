// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

/**
 * What is known from the {@link FencingTokens} at the moment of an observation. Immutable.
 *
 * @since 0.1
 */
public sealed interface Fence {

    /**
     * None is configured.
     *
     * @param term the number of this process's current or next term, from 1
     */
    record None(long term) implements Fence {}

    /** It has not answered in this term. */
    record Pending() implements Fence {}

    /**
     * It answered, and the answer still holds: a grant that has run out is {@link FencingTokens.Unavailable}.
     *
     * @param answer what it said last
     */
    record Answered(FencingTokens.Answer answer) implements Fence {}
}
