// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.NodeAddress;
import java.util.List;
import java.util.Optional;

/**
 * A Redis node at one address. Methods block for at most the configured time-out. Not thread-safe: one thread at a time
 * uses a node; several nodes may be used in parallel.
 */
public interface ClusterNode extends AutoCloseable {

    /** The ordinal of its pod. */
    int ordinal();

    /** The name of its pod. */
    String pod();

    /** Where it is. */
    NodeAddress address();

    /** The name that it announces to clients ({@code cluster-announce-hostname}, 7.0 and later); empty if none, or silent. */
    Optional<String> announcedName();

    /** Looks at the node, in one round trip. */
    Probe observe();

    /**
     * Applies effects in order, without waiting for one before the next is sent.
     *
     * @param effects effects on this node
     * @return what Redis answered to those it did not accept; a lost connection counts for all of them
     */
    List<EffectFailure> apply(List<Effect> effects);

    /**
     * Writes into a slot, reads back, and removes what was written.
     *
     * @param write what to write
     */
    WriteOutcome write(ProbeWrite write);

    @Override
    void close();
}
