// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.decide.EmptyMaster.Follows;
import io.rollcall.redis.decide.EmptyMaster.Hold;
import io.rollcall.redis.decide.EmptyMaster.Promoted;
import io.rollcall.redis.decide.EmptyMaster.Silent;
import io.rollcall.redis.decide.EmptyMaster.Start;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmptyMasterTest {

    @Test
    void replicaWithKeys_holds() {
        assertThat(EmptyMaster.decide(List.of(new Follows("redis-3", 7))))
                .isEqualTo(new Hold("its replica redis-3 holds 7 keys and is not promoted yet"));
    }

    @Test
    void silentReplica_holds_forItMayHoldAnything() {
        assertThat(EmptyMaster.decide(List.of(new Follows("redis-3", 0), new Silent("redis-6"))))
                .isInstanceOf(Hold.class);
    }

    @Test
    void promotedReplica_starts_whateverTheOthersHold() {
        assertThat(EmptyMaster.decide(List.of(new Silent("a"), new Follows("b", 7), new Promoted("c"))))
                .isEqualTo(new Start("c was promoted"));
    }

    @Test
    void nothingAnywhere_starts() {
        assertThat(EmptyMaster.decide(List.of(new Follows("a", 0)))).isInstanceOf(Start.class);
        assertThat(EmptyMaster.decide(List.of())).isInstanceOf(Start.class);
    }
}
