// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.SlotSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisTextTest {

    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);

    @Test
    void masterAndReplica_readWithAddressFlagsAndSlots() {
        List<KnownNode> nodes = RedisText.nodes(A + " 10.0.0.1:6379@16379 myself,master - 0 0 1 connected 0-5460 7000\n"
                + B + " 10.0.0.2:6379@16379 slave " + A + " 0 1700000000000 1 connected\n");

        assertThat(nodes).hasSize(2);
        assertThat(nodes.get(0).myself()).isTrue();
        assertThat(nodes.get(0).slots()).isEqualTo(SlotSet.of(0, 5460).plus(SlotSet.of(7000, 7000)));
        assertThat(nodes.get(1).masterId()).contains(A);
        assertThat(nodes.get(1).address()).isEqualTo(new NodeAddress("10.0.0.2", 6379));
    }

    @Test
    void hostnameShardIdAndIpv6_leaveTheAddressReadable() {
        List<KnownNode> nodes = RedisText.nodes(
                A + " fd00::1:6379@16379,redis-0.redis,shard-id=" + A + " myself,master - 0 0 1 connected 1-2\n");

        assertThat(nodes.get(0).address()).isEqualTo(new NodeAddress("fd00::1", 6379));
    }

    @Test
    void ownAddressStillUnknown_isEmpty() {
        assertThat(RedisText.nodes(A + " :6379@16379 myself,master - 0 0 0 connected")
                        .get(0)
                        .address())
                .isEqualTo(new NodeAddress("", 6379));
    }

    @Test
    void openSlotsOfAMigration_stayWithTheirOwner() {
        KnownNode node = RedisText.nodes(A + " 10.0.0.1:6379@16379 myself,master - 0 0 1 connected 5-6 [5->-" + B + "]")
                .get(0);

        assertThat(node.slots()).isEqualTo(SlotSet.of(5, 6));
    }

    @Test
    void linkThatIsOnlyBeingOpened_isNotUp() {
        assertThat(RedisText.nodes(A + " 10.0.0.1:6379@16379 master - 1700000000000 0 0 connected")
                        .get(0)
                        .connected())
                .isFalse();
        assertThat(RedisText.nodes(A + " 10.0.0.1:6379@16379 master - 0 1700000000000 0 connected")
                        .get(0)
                        .connected())
                .isTrue();
    }

    @Test
    void disconnectedHandshakeAndNoAddress_areSeen() {
        List<KnownNode> nodes = RedisText.nodes(A + " 10.0.0.1:6379@16379 handshake - 0 0 0 disconnected\n" + B
                + " :0@0 master,noaddr - 0 0 0 disconnected");

        assertThat(nodes.get(0).handshake()).isTrue();
        assertThat(nodes.get(0).connected()).isFalse();
        assertThat(nodes.get(1).suspect()).isTrue();
    }

    @Test
    void announcedName_isThatOfTheOwnLine() {
        String others = B + " 10.0.0.2:6379@16379,two.example.com slave " + A + " 0 0 2 connected\n";

        assertThat(RedisText.announcedName(
                        others + A + " 10.0.0.1:6379@16379,one.example.com myself,master - 0 0 1 connected"))
                .contains("one.example.com");
        assertThat(RedisText.announcedName(others + A + " 10.0.0.1:6379@16379 myself,master - 0 0 1 connected"))
                .isEmpty();
        assertThat(RedisText.announcedName(
                        others + A + " 10.0.0.1:6379@16379,,shard-id=1 myself,master - 0 0 1 connected"))
                .isEmpty();
    }

    @Test
    void lineWithTooFewFields_namedInTheError() {
        assertThatThrownBy(() -> RedisText.nodes("garbage here")).hasMessageContaining("garbage here");
    }

    @Test
    void infoFields_readWithoutHeadersAndCarriageReturns() {
        assertThat(RedisText.fields("# Server\r\nredis_version:7.0.15\r\nmaster_host:fd00::1\r\n"))
                .containsEntry("redis_version", "7.0.15")
                .containsEntry("master_host", "fd00::1")
                .hasSize(2);
    }

    @Test
    void moved_namesTheOwner() {
        assertThat(RedisText.moved("MOVED 3999 10.0.0.9:6379")).isEqualTo(new NodeAddress("10.0.0.9", 6379));
    }
}
