// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.NodeAddress;

/** How a probe write ended. */
public sealed interface WriteOutcome {

    /** Written, read back and removed. */
    record Written() implements WriteOutcome {}

    /**
     * The node names another one.
     *
     * @param owner where the slot's owner is said to be
     */
    record Moved(NodeAddress owner) implements WriteOutcome {}

    /**
     * Refused or lost.
     *
     * @param answer what came back
     */
    record Rejected(String answer) implements WriteOutcome {}
}
