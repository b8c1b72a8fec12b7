// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

/**
 * How much of the <em>configured</em> number of peers a view shows. The expected size never comes from an answer: a
 * short answer would otherwise look like a small cluster. The constants are in ascending order.
 *
 * @since 0.1
 */
public enum Completeness {
    /** No peer at all. */
    EMPTY,
    /** Only this process's own pod, in a service that expects more. */
    SELF_ONLY,
    /** Some, but no majority. */
    PARTIAL,
    /** A majority of the expected peers, but not all. */
    QUORUM,
    /** As many as expected. */
    COMPLETE,
    /** More than expected: a scale-out under way, or a configuration that is behind. */
    OVERSIZE;

    /**
     * Whether this is at least as much as asked for.
     *
     * @param wanted the least that will do
     */
    public boolean reaches(Completeness wanted) {
        return compareTo(wanted) >= 0;
    }

    static Completeness of(int seen, int expected, boolean onlySelf) {
        if (seen == 0) {
            return EMPTY;
        }
        if (seen > expected) {
            return OVERSIZE;
        }
        if (seen == expected) {
            return COMPLETE;
        }
        if (seen > expected / 2) {
            return QUORUM;
        }
        return onlySelf ? SELF_ONLY : PARTIAL;
    }
}
