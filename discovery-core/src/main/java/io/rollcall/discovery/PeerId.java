// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.util.Optional;

/**
 * The stable identity of a pod: the StatefulSet it belongs to and its ordinal, {@code web-2} being ordinal 2 of set
 * {@code web}. Addresses and processes come and go; this stays.
 *
 * <p>Ordered by ordinal, then by set name. Immutable.
 *
 * @param set the StatefulSet's name in lower case, not empty
 * @param ordinal the ordinal, 0 to {@link Integer#MAX_VALUE}; sets may start anywhere ({@code spec.ordinals.start})
 * @since 0.1
 */
public record PeerId(String set, int ordinal) implements Comparable<PeerId> {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the set name is empty or the ordinal negative
     */
    public PeerId {
        if (set.isEmpty()) {
            throw new IllegalArgumentException("the StatefulSet of ordinal " + ordinal + " has an empty name");
        }
        if (ordinal < 0) {
            throw new IllegalArgumentException("ordinal " + ordinal + " of StatefulSet " + set + " is negative");
        }
    }

    /**
     * Reads a pod's name by the rule of the StatefulSet controller, {@code (.*)-([0-9]+)$} with a 32-bit ordinal
     * (kubernetes pkg/controller/statefulset/stateful_set_utils.go). A dashed IP address, which is what a pod without
     * a host name gets as its label, is not a pod name and gives nothing.
     *
     * @param podName one label, for instance {@code web-2}; any case
     * @return set and ordinal; empty if the name carries no ordinal
     */
    public static Optional<PeerId> parse(String podName) {
        return PodName.parse(podName);
    }

    /** The pod's name, {@code web-2}. */
    public String podName() {
        return set + "-" + ordinal;
    }

    @Override
    public int compareTo(PeerId other) {
        int byOrdinal = Integer.compare(ordinal, other.ordinal);
        return byOrdinal != 0 ? byOrdinal : set.compareTo(other.set);
    }

    @Override
    public String toString() {
        return podName();
    }
}
