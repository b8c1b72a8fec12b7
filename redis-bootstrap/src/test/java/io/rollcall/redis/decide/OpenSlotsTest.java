// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenSlotsTest {

    private final SimulatedCluster cluster = SimulatedCluster.formed(6, 1);

    @Test
    void markedOnBothSides_goesOnToTheTarget() {
        OpenSlots open = open(Map.of(
                0, List.of(new OpenSlot(7, true, id(1)), new OpenSlot(8, true, id(1))),
                1, List.of(new OpenSlot(7, false, id(0)), new OpenSlot(8, false, id(0)))));

        assertThat(open.moves()).containsExactly(new SlotMove(0, 1, SlotSet.of(7, 8)));
        assertThat(open.announcements()).isEmpty();
    }

    @Test
    void markedOnOneSideOnly_goesOnToTheTarget() {
        assertThat(open(Map.of(0, List.of(new OpenSlot(7, true, id(2))))).moves())
                .containsExactly(new SlotMove(0, 2, SlotSet.of(7, 7)));
        assertThat(open(Map.of(2, List.of(new OpenSlot(7, false, id(0))))).moves())
                .containsExactly(new SlotMove(0, 2, SlotSet.of(7, 7)));
    }

    @Test
    void targetThatWasFailedOver_itsSuccessorReceives() {
        cluster.failOver(1, 4);

        assertThat(open(Map.of(0, List.of(new OpenSlot(7, true, id(1))))).moves())
                .containsExactly(new SlotMove(0, 4, SlotSet.of(7, 7)));
    }

    @Test
    void sourceThatWasNotTold_isToldByWhoHasTheHigherEpoch() {
        cluster.nodes.get(1).slots = cluster.nodes.get(1).slots.plus(SlotSet.of(7, 7));
        cluster.nodes.get(1).epoch = 9;

        OpenSlots open = open(Map.of(0, List.of(new OpenSlot(7, true, id(1)))));

        assertThat(open.moves()).isEmpty();
        assertThat(open.announcements()).containsExactly(new Effect.SetOwner(0, 7, id(1)));
    }

    @Test
    void targetThatIsNoPodOfOurs_isNamed() {
        assertThat(open(Map.of(0, List.of(new OpenSlot(7, true, "ab".repeat(20)))))
                        .unknown())
                .singleElement()
                .asString()
                .contains("hash slot 7", "redis-0", "abab");
    }

    private OpenSlots open(Map<Integer, List<OpenSlot>> markers) {
        ScaleObservation seen = new ScaleObservation(cluster.observe(), markers);
        return new OpenSlots(seen, new SlotOwners(seen.nodes()));
    }

    private String id(int ordinal) {
        return cluster.nodes.get(ordinal).id;
    }
}
