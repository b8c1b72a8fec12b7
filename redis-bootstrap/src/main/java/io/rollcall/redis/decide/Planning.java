// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/** A plan, or the reason why there is none. */
public sealed interface Planning {

    /**
     * What to bring about.
     *
     * @param plan who shall be what
     */
    record Planned(ClusterPlan plan) implements Planning {}

    /**
     * Nothing may be done.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Planning {}
}
