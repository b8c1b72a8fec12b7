// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.discovery.Peer;
import java.util.Comparator;

/**
 * Tells pods apart, in the order of their ordinals.
 *
 * @param ordinal the ordinal; -1 for a pod without one
 * @param name the pod's name
 */
record PodKey(int ordinal, String name) implements Comparable<PodKey> {

    private static final Comparator<PodKey> ORDER =
            Comparator.comparingInt(PodKey::ordinal).thenComparing(PodKey::name);

    static PodKey of(Peer peer) {
        return new PodKey(peer.ordinal().orElse(-1), peer.name());
    }

    @Override
    public int compareTo(PodKey other) {
        return ORDER.compare(this, other);
    }
}
