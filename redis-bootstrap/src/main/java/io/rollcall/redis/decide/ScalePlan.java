// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;

/**
 * How a cluster gets to a {@link ScaleGoal}.
 *
 * @param target who is what in the end, and with which slots
 * @param handovers masters that leave and whose slots a replica that stays takes over by failover, without moving a key
 * @param moves the slots to move after that
 * @param leaving the ordinals of the pods that leave and that the cluster still knows
 * @param joining the ordinals of the pods that come
 * @param gone the node ids that the cluster still knows, without slots and failed, of pods that are no more
 */
public record ScalePlan(
        ClusterPlan target,
        List<Handover> handovers,
        List<SlotMove> moves,
        List<Integer> leaving,
        List<Integer> joining,
        List<String> gone) {

    /**
     * A graceful failover.
     *
     * @param master the ordinal of the master that leaves
     * @param replica the ordinal of the pod that takes over; where it follows somebody else, it changes over first
     */
    public record Handover(int master, int replica) {}

    /** Copies the lists. */
    public ScalePlan {
        handovers = List.copyOf(handovers);
        moves = List.copyOf(moves);
        leaving = List.copyOf(leaving);
        joining = List.copyOf(joining);
        gone = List.copyOf(gone);
    }

    /** How many slots move. */
    public int movedSlots() {
        return moves.stream().mapToInt(move -> move.slots().size()).sum();
    }
}
