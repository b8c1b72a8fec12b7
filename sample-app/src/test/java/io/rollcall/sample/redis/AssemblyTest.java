// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sample.redis.ClusterReport.Role;
import io.rollcall.sample.redis.ClusterReport.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssemblyTest {

    private static final String SERVICE = "redis.shop.svc.cluster.local.";

    private final Assembly assembly = new Assembly(SERVICE, 2);
    private final PodLook master = Looks.master("redis-0", "a", 1, 0, 16_383).look();
    private final PodLook replica =
            Looks.replica("redis-1", "b", "redis-0", "a", true).look();

    @Test
    void masterWithReplica_isOk() {
        ClusterReport report = assembly.of(List.of(replica, master));

        assertThat(report.state()).isEqualTo(State.OK);
        assertThat(report.slotsServed()).isEqualTo(16_384);
        assertThat(report.pods()).extracting(ClusterReport.Pod::name).containsExactly("redis-0", "redis-1");
        assertThat(report.shards())
                .containsExactly(new ClusterReport.Shard(
                        "redis-0", true, List.of(List.of(0, 16_383)), 16_384, List.of("redis-1")));
    }

    @Test
    void silentMaster_keepsItsSlotsUnderItsName() {
        assembly.of(List.of(master, replica));

        ClusterReport report = assembly.of(List.of(
                Looks.silent("redis-0"),
                Looks.replica("redis-1", "b", "redis-0", "a", false)
                        .knows(Looks.master("a", 1, 0, 16_383))
                        .look()));

        assertThat(report.state()).isEqualTo(State.DOWN);
        assertThat(report.slotsServed()).isZero();
        assertThat(report.sentence()).contains("16384 of 16384 hash slots", "silent: redis-0");
        assertThat(report.shards()).first().satisfies(shard -> {
            assertThat(shard.owner()).isEqualTo("redis-0");
            assertThat(shard.serving()).isFalse();
        });
        assertThat(report.pods().get(0).role()).isEqualTo(Role.SILENT);
        assertThat(report.pods().get(0).problem()).isEqualTo("redis-0 refused");
    }

    @Test
    void promotedReplica_ownsTheSlots() {
        assembly.of(List.of(master, replica));

        ClusterReport report = assembly.of(List.of(
                Looks.silent("redis-0"),
                Looks.master("redis-1", "b", 2, 0, 16_383)
                        .knows(Looks.master("a", 1, 0, 16_383))
                        .look()));

        assertThat(report.state()).isEqualTo(State.DEGRADED);
        assertThat(report.sentence()).contains("redis-0 does not answer");
        assertThat(report.shards()).extracting(ClusterReport.Shard::owner).containsExactly("redis-1");
    }

    @Test
    void masterWhoseClusterIsNotOk_servesNothing() {
        ClusterReport report = assembly.of(
                List.of(Looks.master("redis-0", "a", 1, 0, 16_383).notOk().look(), replica));

        assertThat(report.state()).isEqualTo(State.DOWN);
        assertThat(report.slotsServed()).isZero();
    }

    @Test
    void missingReplica_isDegraded() {
        assertThat(assembly.of(List.of(master)).state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void nodesWithoutSlots_areNotFormedYet() {
        ClusterReport report = assembly.of(List.of(Looks.node("redis-0", "a").look()));

        assertThat(report.state()).isEqualTo(State.DOWN);
        assertThat(report.sentence()).contains("has not been formed yet");
    }

    @Test
    void nobody_isUnknownWithTheServiceInTheSentence() {
        ClusterReport report = assembly.of(List.of());

        assertThat(report.state()).isEqualTo(State.UNKNOWN);
        assertThat(report.sentence()).contains("DNS lists no pod of " + SERVICE);
    }

    @Test
    void lag_isTheDistanceToTheMaster_whereItIsMoreThanTheMomentsBetweenTwoLooks() {
        ClusterReport report = assembly.of(List.of(
                Looks.master("redis-0", "a", 1, 0, 16_383)
                        .offset(100_000)
                        .setting("syslog-ident", "rollcall:worker=w1;zone=z1")
                        .look(),
                Looks.replica("redis-1", "b", "redis-0", "a", true)
                        .offset(90_000)
                        .look(),
                Looks.replica("redis-2", "c", "redis-0", "a", true)
                        .offset(20_000)
                        .look()));

        assertThat(report.pods()).extracting(ClusterReport.Pod::lag).containsExactly(null, 0L, 80_000L);
        assertThat(report.pods().get(0).worker()).isEqualTo("w1");
        assertThat(report.pods().get(0).zone()).isEqualTo("z1");
    }

    @Test
    void news_tellWhoTookOver() {
        ClusterReport before = assembly.of(List.of(master, replica));
        ClusterReport after = assembly.of(List.of(
                Looks.silent("redis-0"),
                Looks.master("redis-1", "b", 2, 0, 16_383).look()));

        assertThat(ClusterNews.between(before, after))
                .containsExactly(
                        "redis-0 does not answer any more",
                        "redis-1 was replica of redis-0 and is now master",
                        "slots 0-16383 went from redis-0 to redis-1",
                        "cluster: all hash slots are served, but redis-0 does not answer");
    }
}
