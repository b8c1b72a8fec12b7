// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/**
 * Why nothing will be done, decided before anything was.
 *
 * @param cause the kind of reason
 * @param sentence which node, what was seen, and what helps
 */
public record Refusal(Cause cause, String sentence) {

    /** Kinds of reasons; each has an exit code of its own. */
    public enum Cause {
        /** A node holds keys that no plan accounts for. */
        KEYS,
        /** A node knows or is another cluster. */
        FOREIGN,
        /** A peer is no Redis node in cluster mode. */
        NOT_A_CLUSTER_NODE,
        /** A node does not accept our credentials. */
        ACCESS,
        /** The number of pods does not make a cluster. */
        UNSPLITTABLE,
        /** Slots are owned in a way that no command repairs. */
        DAMAGED,
        /** Pods are gone, or not listed, that the cluster still needs. */
        GONE,
        /** Something is to be healed first. */
        NEEDS_HEAL,
        /** There is no cluster yet. */
        NOT_FORMED
    }
}
