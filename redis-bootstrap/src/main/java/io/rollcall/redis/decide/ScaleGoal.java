// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a cluster shall consist of.
 *
 * @param firstOrdinal the lowest ordinal of the set
 * @param pods how many pods stay or come, those with the lowest ordinals; all above leave
 * @param replicasPerMaster the replicas that each master shall have at the least
 */
public record ScaleGoal(int firstOrdinal, int pods, int replicasPerMaster) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if they are no {@link ClusterShape}
     */
    public ScaleGoal {
        ClusterShape unused = new ClusterShape(pods, replicasPerMaster);
    }

    /** Whether a pod stays or comes. */
    public boolean keeps(int ordinal) {
        return ordinal >= firstOrdinal && ordinal < firstOrdinal + pods;
    }

    /** The ordinals that stay or come, ascending. */
    public List<Integer> ordinals() {
        return IntStream.range(firstOrdinal, firstOrdinal + pods).boxed().toList();
    }

    /** How many masters that makes, and how many pods are left over. */
    public ClusterShape shape() {
        return new ClusterShape(pods, replicasPerMaster);
    }
}
