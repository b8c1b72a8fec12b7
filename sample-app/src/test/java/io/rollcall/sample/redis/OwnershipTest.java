// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.decide.SlotSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    @Test
    void higherConfigEpoch_winsTheSlot() {
        var behind =
                Looks.node("redis-1", "b").knows(Looks.master("a", 1, 0, 99)).report();
        var ahead =
                Looks.node("redis-2", "c").knows(Looks.master("c", 7, 0, 49)).report();

        assertThat(Ownership.of(List.of(behind, ahead)))
                .containsEntry("c", SlotSet.of(0, 49))
                .containsEntry("a", SlotSet.of(50, 99));
    }

    @Test
    void ownerThatLostEverything_isLeftOut() {
        var both = Looks.node("redis-1", "b")
                .knows(Looks.master("a", 1, 0, 99), Looks.master("c", 2, 0, 99))
                .report();

        assertThat(Ownership.of(List.of(both))).containsOnlyKeys("c");
    }
}
