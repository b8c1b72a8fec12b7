// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.SlotSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfficeTest {

    private static final KnownNode OWNER = node("owner", 7, SlotSet.of(0, 99), "master");
    private static final KnownNode VOTER = node("voter", 2, SlotSet.of(100, 199), "myself", "master");
    private final Office office = new Office("owner", 7);

    @Test
    void voterThatSeesTheOwnerWithItsEpoch_confirms() {
        assertThat(office.isConfirmedBy(List.of(OWNER, VOTER), 50)).isTrue();
    }

    @Test
    void otherEpochOrOtherOwner_isNoConfirmation() {
        assertThat(new Office("owner", 6).isConfirmedBy(List.of(OWNER, VOTER), 50))
                .isFalse();
        assertThat(new Office("other", 7).isConfirmedBy(List.of(OWNER, VOTER), 50))
                .isFalse();
        assertThat(office.isConfirmedBy(List.of(OWNER, VOTER), 150)).isFalse();
        assertThat(office.isConfirmedBy(List.of(), 50)).isFalse();
    }

    @Test
    void masterWithoutSlots_hasNoSay() {
        KnownNode empty = node("empty", 0, SlotSet.NONE, "myself", "master");

        assertThat(office.isConfirmedBy(List.of(OWNER, empty), 50)).isFalse();
        assertThat(Office.otherVoters(List.of(OWNER, VOTER, node("empty", 0, SlotSet.NONE, "master"))))
                .containsExactly(OWNER.address());
    }

    @Test
    void ofTwoClaims_theOneWithTheHigherConfigEpochIsBelieved() {
        KnownNode newer = node("newer", 9, SlotSet.of(0, 99), "master");

        assertThat(Office.newestOwner(List.of(List.of(OWNER), List.of(newer), List.of()), 50))
                .contains(newer);
    }

    private static KnownNode node(String id, long epoch, SlotSet slots, String... flags) {
        return new KnownNode(id, new NodeAddress(id, 6379), Set.of(flags), Optional.empty(), true, epoch, slots);
    }
}
