// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.local.RedisServer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two versions of Redis in one set: the older cannot load what the newer sends to its replicas. */
class MixedVersionsIT {

    private final HeadlessDns dns = HeadlessDns.start();
    private final HeadlessDns elsewhere = HeadlessDns.start();
    private RedisServer newer;
    private RedisServer older;
    private LocalStatefulSet set;
    private LocalStatefulSet rest;

    @BeforeEach
    void servers() {
        newer = InstalledRedisScaleIT.installed();
        older = EmbeddedRedisIT.embedded();
        assumeFalse(newer.version().startsWith("6."), "redis-server is as old as the embedded one");
    }

    @AfterEach
    void stop() {
        for (LocalStatefulSet one : new LocalStatefulSet[] {set, rest}) {
            if (one != null) {
                one.close();
            }
        }
        dns.close();
        elsewhere.close();
    }

    @Test
    void olderServersWouldReplicateFromNewerOnes_refusedWithBothAndNothingIsChanged() {
        List<InetSocketAddress> addresses = start(newer, older);
        var before = Nodes.fingerprints(addresses);

        Program.Run run = Program.run(Program.form(dns, 6, "--timeout=20s"));

        assertThat(run.code()).as(run.err()).isEqualTo(7);
        assertThat(run.err()).contains("redis-3", older.version(), "redis-0", newer.version(), "nothing was changed");
        assertThat(Nodes.fingerprints(addresses)).isEqualTo(before);
    }

    @Test
    void newerServersReplicateFromOlderOnes_asInAnUpgrade_formed() {
        List<InetSocketAddress> addresses = start(older, newer);

        Program.Run run = Program.run(Program.form(dns, 6));

        assertThat(run.code()).as(run.err()).isZero();
        Nodes.assertDone(addresses, 3, "15000");
    }

    /** Three pods of each, which become the masters and the replicas. */
    private List<InetSocketAddress> start(RedisServer masters, RedisServer replicas) {
        set = LocalStatefulSet.in(dns).server(masters).size(3).create().startAll();
        rest = LocalStatefulSet.in(elsewhere).server(replicas).size(3).create().startAll();
        List<InetSocketAddress> addresses = new ArrayList<>(Nodes.addresses(set.pods()));
        for (int i = 0; i < 3; i++) {
            InetSocketAddress address = rest.pod(i).address();
            set.service().pod("redis-" + (3 + i), List.of(address.getAddress())).port("redis", address.getPort());
            addresses.add(address);
        }
        Nodes.awaitAnswers(addresses);
        return addresses;
    }
}
