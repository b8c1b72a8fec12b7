// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Arrays;
import java.util.Optional;

/**
 * How many masters a number of pods makes.
 *
 * @param pods all pods
 * @param replicasPerMaster the replicas that each master has at the least
 */
public record ClusterShape(int pods, int replicasPerMaster) {

    /** Fewer cannot elect: a failover needs the votes of a majority of masters, and one of two is none. */
    public static final int LEAST_MASTERS = 3;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if pods is below 1 or replicas below 0
     */
    public ClusterShape {
        if (pods < 1 || replicasPerMaster < 0) {
            throw new IllegalArgumentException(
                    pods + " pods with " + replicasPerMaster + " replicas per master is no cluster");
        }
    }

    /** How many masters there are. */
    public int masters() {
        return pods / (replicasPerMaster + 1);
    }

    /** How many pods are left over when every master has its replicas; they become further replicas. */
    public int leftOver() {
        return pods - masters() * (replicasPerMaster + 1);
    }

    /** How many replicas each shard has: those left over become further replicas of the first ones. */
    int[] replicas() {
        int[] replicas = new int[masters()];
        Arrays.setAll(replicas, i -> replicasPerMaster + leftOver() / masters() + (i < leftOver() % masters() ? 1 : 0));
        return replicas;
    }

    /** Why these numbers make no cluster; empty if they do. */
    public Optional<Refusal> refusal() {
        if (masters() >= LEAST_MASTERS) {
            return Optional.empty();
        }
        int needed = LEAST_MASTERS * (replicasPerMaster + 1);
        return Optional.of(new Refusal(
                Refusal.Cause.UNSPLITTABLE,
                pods + " pods with " + replicasPerMaster + " replicas per master make " + masters()
                        + " masters, and fewer than " + LEAST_MASTERS
                        + " cannot fail over, since no majority is left when one is lost; run at least " + needed
                        + " pods, or fewer replicas per master"));
    }
}
