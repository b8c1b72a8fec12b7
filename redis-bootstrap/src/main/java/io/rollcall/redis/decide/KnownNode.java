// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Optional;
import java.util.Set;

/**
 * One line of {@code CLUSTER NODES}: what a node believes of another, or of itself.
 *
 * @param id the 40-digit node id; a random stand-in while the handshake lasts
 * @param address where it is believed to be
 * @param flags the flags as Redis prints them ({@code myself}, {@code master}, {@code fail?}, {@code handshake} …)
 * @param masterId the id of the master that it follows; empty for a master
 * @param connected whether the link to it is up; always true of oneself
 * @param configEpoch its config epoch
 * @param slots the slots it is believed to own
 */
public record KnownNode(
        String id,
        NodeAddress address,
        Set<String> flags,
        Optional<String> masterId,
        boolean connected,
        long configEpoch,
        SlotSet slots) {

    /** Copies the flags. */
    public KnownNode {
        flags = Set.copyOf(flags);
    }

    /** Whether the line is about the node that printed it. */
    public boolean myself() {
        return flags.contains("myself");
    }

    /** Whether the two are still shaking hands, so that the id means nothing yet. */
    public boolean handshake() {
        return flags.contains("handshake");
    }

    /** Whether it is taken for failing or failed, or its address is unknown. */
    public boolean suspect() {
        return flags.contains("fail") || flags.contains("fail?") || flags.contains("noaddr");
    }
}
