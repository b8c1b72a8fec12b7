// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Refusal;

/** What a look at a node gave. */
public sealed interface Probe {

    /**
     * It told everything.
     *
     * @param report what it told
     */
    record Answered(NodeReport report) implements Probe {}

    /**
     * Not now: refused, silent, loading. May be different a moment later.
     *
     * @param reason what happened, with pod and address
     */
    record Silent(String reason) implements Probe {}

    /**
     * Never: what is there is no cluster node of ours.
     *
     * @param refusal why
     */
    record Unusable(Refusal refusal) implements Probe {}
}
