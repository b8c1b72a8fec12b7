// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.local.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What scaling must do, whatever Redis it meets. */
abstract class ScaleContract {

    private static final int EACH = 300;

    private GrowingSet set;

    /** The server to test with; ends the test with a reason where there is none. */
    abstract RedisServer server();

    @BeforeEach
    void form() {
        set = new GrowingSet(server(), 6, 8);
    }

    @AfterEach
    void stop() {
        if (set != null) {
            set.close();
        }
    }

    @Test
    void outAndInUnderLoad_evenSharesAndNoKeyNorWriteLost() throws InterruptedException {
        Dataset.fill(set.addresses(6), EACH);
        Map<String, String> before = Dataset.contents(set.addresses(6), Writer.PREFIX);
        try (Writer writer = new Writer(set.addresses(6))) {
            set.grow(8);

            Program.Run out = set.run("scale", "--expected=8");

            assertThat(out.code()).as(out.out() + out.err()).isZero();
            assertThat(out.out()).contains("redis-6, redis-7 come", "hash slots and");
            assertDone(8, 4);
            assertThat(Nodes.slotCounts(set.addresses(8))).containsOnly(4_096);
            assertThat(Dataset.contents(set.addresses(8), Writer.PREFIX)).isEqualTo(before);

            Program.Run in = set.run("drain", "--to=6");

            assertThat(in.code()).as(in.out() + in.err()).isZero();
            assertThat(in.out()).contains("removable now: redis-6, redis-7");
            Nodes.assertRedirects(set.addresses(8).subList(6, 8));
            set.shrink(6);
            assertDone(6, 3);
            assertThat(Dataset.contents(set.addresses(6), Writer.PREFIX)).isEqualTo(before);
            writer.assertNothingLost();
        }
    }

    private void assertDone(int pods, int masters) {
        Nodes.assertDone(set.addresses(pods), masters, "15000");
        set.addresses(pods).forEach(address -> {
            try (Jedis jedis = Nodes.connect(address)) {
                assertThat(jedis.configGet("cluster-allow-replica-migration"))
                        .containsEntry("cluster-allow-replica-migration", "yes");
                assertThat(jedis.configGet("cluster-migration-barrier"))
                        .containsEntry("cluster-migration-barrier", "1");
            }
        });
    }
}
