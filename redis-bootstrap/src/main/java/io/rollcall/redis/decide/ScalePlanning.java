// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/** A plan for scaling, or the reason why there is none. */
public sealed interface ScalePlanning {

    /**
     * What to bring about.
     *
     * @param plan how
     */
    record Planned(ScalePlan plan) implements ScalePlanning {}

    /**
     * Nothing may be done.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements ScalePlanning {}
}
