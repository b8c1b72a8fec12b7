// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NodesConfTest {

    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String SHARD = "c".repeat(40);
    private static final String MYSELF = A + " 10.0.0.1:6379@16379,redis-0.redis.shop.svc.cluster.local,shard-id="
            + SHARD + " myself,master - 0 0 1 connected 0-5460 [93-<-" + B + "]\n";
    private static final String REPLICA =
            B + " 10.0.0.2:6379@16379,,shard-id=" + SHARD + " slave " + A + " 0 1700000000000 1 connected\n";
    private static final String VARS = "vars currentEpoch 6 lastVoteEpoch 5\n";

    @Test
    void repair_changesTheAddressAndNothingElse() {
        NodesConf conf = NodesConf.of(MYSELF + REPLICA + VARS);

        NodesConf.Repaired repaired = conf.repaired(Map.of(A, "10.9.9.1", B, "10.9.9.2"));

        assertThat(repaired.text())
                .isEqualTo((MYSELF + REPLICA + VARS)
                        .replace("10.0.0.1", "10.9.9.1")
                        .replace("10.0.0.2", "10.9.9.2"));
        assertThat(repaired.changes())
                .containsExactly(
                        "node aaaaaaaa moved from 10.0.0.1 to 10.9.9.1",
                        "node bbbbbbbb moved from 10.0.0.2 to" + " 10.9.9.2");
    }

    @Test
    void whatIsNotProven_stays() {
        NodesConf.Repaired repaired = NodesConf.of(MYSELF + REPLICA + VARS).repaired(Map.of(A, "10.0.0.1"));

        assertThat(repaired.text()).isEqualTo(MYSELF + REPLICA + VARS);
        assertThat(repaired.changes()).isEmpty();
    }

    @Test
    void swappedAddresses_areSwappedBack() {
        NodesConf conf = NodesConf.of(MYSELF + REPLICA + VARS);

        assertThat(conf.repaired(Map.of(A, "10.0.0.2", B, "10.0.0.1")).text())
                .contains(A + " 10.0.0.2:", B + " 10.0.0.1:");
    }

    @Test
    void tornLine_isDroppedAndSaid() {
        String cut = REPLICA.substring(0, 70);
        NodesConf conf = NodesConf.of(MYSELF + cut + "\n" + VARS);

        assertThat(conf.repaired(Map.of()).text()).isEqualTo(MYSELF + VARS);
        assertThat(conf.repaired(Map.of()).changes()).containsExactly("dropped the torn line \"" + cut + "\"");
    }

    @Test
    void lastLineWithoutLineBreak_isTornHoweverWholeItLooks() {
        NodesConf conf = NodesConf.of(VARS + REPLICA + MYSELF.strip());

        assertThat(conf.myself()).isEmpty();
    }

    @Test
    void entry_hasNameMasterAndSlots() {
        NodesConf conf = NodesConf.of(MYSELF + REPLICA + VARS);

        assertThat(conf.myself()).hasValueSatisfying(self -> {
            assertThat(self.hostname()).contains("redis-0.redis.shop.svc.cluster.local");
            assertThat(self.ownsSlots()).isTrue();
            assertThat(self.masterId()).isEmpty();
        });
        assertThat(conf.nodes().get(1)).satisfies(replica -> {
            assertThat(replica.hostname()).isEmpty();
            assertThat(replica.masterId()).contains(A);
            assertThat(replica.ownsSlots()).isFalse();
            assertThat(replica.address()).isEqualTo(new NodeAddress("10.0.0.2", 6379));
        });
    }

    @Test
    void addressesOfOldServersAndOfIpV6_areRead() {
        String old = A + " 10.0.0.1:6379 myself,master - 0 0 1 connected 0-5460\n";
        String six = B + " fd00::2:6379@16379 master - 0 0 2 connected\n";

        assertThat(NodesConf.of(old + six)
                        .repaired(Map.of(A, "fd00::9", B, "10.0.0.2"))
                        .text())
                .isEqualTo(old.replace("10.0.0.1", "fd00::9") + six.replace("fd00::2", "10.0.0.2"));
    }
}
