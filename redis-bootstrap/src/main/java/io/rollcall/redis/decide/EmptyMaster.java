// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;

/**
 * Whether a node that lost its data may start. As a master it would give its replicas its emptiness: they drop what they
 * have when they connect. Once one of them was promoted, the node joins as a replica and gets the data back.
 */
public final class EmptyMaster {

    private EmptyMaster() {}

    /** What is known of one of its replicas. */
    public sealed interface Finding {
        /** The replica, for sentences. */
        String node();
    }

    /** It does not answer, so it may hold anything. */
    public record Silent(String node) implements Finding {}

    /** It follows still, with this many keys. */
    public record Follows(String node, long keys) implements Finding {}

    /** It follows nobody any more, and owns hash slots. */
    public record Promoted(String node) implements Finding {}

    /** What to do. */
    public sealed interface Verdict {}

    /** Nothing can be lost. */
    public record Start(String reason) implements Verdict {}

    /** Wait. */
    public record Hold(String reason) implements Verdict {}

    /**
     * Decides.
     *
     * @param replicas what was found of every replica that the node knows of
     */
    public static Verdict decide(List<Finding> replicas) {
        for (Finding replica : replicas) {
            if (replica instanceof Promoted) {
                return new Start(replica.node() + " was promoted");
            }
        }
        for (Finding replica : replicas) {
            if (replica instanceof Follows follower && follower.keys() > 0) {
                return new Hold("its replica " + replica.node() + " holds " + follower.keys()
                        + " keys and is not promoted yet");
            }
        }
        for (Finding replica : replicas) {
            if (replica instanceof Silent) {
                return new Hold("its replica " + replica.node() + " does not answer, and may hold what was lost here");
            }
        }
        return new Start("no replica holds a key either");
    }
}
