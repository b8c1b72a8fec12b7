// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import static io.rollcall.redis.run.ScriptedRedis.array;
import static io.rollcall.redis.run.ScriptedRedis.bulk;
import static io.rollcall.redis.run.ScriptedRedis.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.ScaleObservation;
import io.rollcall.redis.decide.ServerVersion;
import io.rollcall.redis.decide.SlotMove;
import io.rollcall.redis.decide.SlotSet;
import io.rollcall.redis.node.JedisClusterNode;
import io.rollcall.redis.node.JedisSlotNode;
import io.rollcall.redis.node.MigrationKind;
import io.rollcall.redis.node.RedisAccess;
import io.rollcall.redis.node.SlotNodeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** On the wire as redis.io/commands/cluster-migration and valkey.io/commands/cluster-migrateslots say; no such server runs. */
class AtomicMoverTest {

    private static final RedisAccess ACCESS =
            new RedisAccess(Optional.empty(), Optional.empty(), Duration.ofSeconds(2));
    private static final String SOURCE = "a".repeat(40);
    private static final String TARGET = "b".repeat(40);
    private static final SlotSet SLOTS = SlotSet.of(10, 19).plus(SlotSet.of(30, 30));
    private static final String NOTHING = "*0\r\n";

    private final MoveTally tally = new MoveTally(11);
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void redis84_targetImportsAllRangesAndIsAskedUntilCompleted() throws IOException, InterruptedException {
        try (ScriptedRedis source = new ScriptedRedis(this::counts);
                ScriptedRedis target = new ScriptedRedis(command -> redis(command, "completed"))) {

            move(MigrationKind.REDIS_ATOMIC, source, target);

            assertThat(target.commands())
                    .containsSubsequence(
                            "CLUSTER MIGRATION STATUS ALL",
                            "CLUSTER MIGRATION IMPORT 10 19 30 30",
                            "CLUSTER MIGRATION STATUS ALL",
                            "CLUSTER MIGRATION STATUS ALL");
            assertThat(tally.totals()).isEqualTo(new MoveTotals(11, 11, 33, 0));
        }
    }

    @Test
    void redis84_taskThatWasCancelled_saysWhatTheServerSaid() throws IOException {
        try (ScriptedRedis source = new ScriptedRedis(this::counts);
                ScriptedRedis target = new ScriptedRedis(command -> redis(command, "canceled"))) {
            assertThatThrownBy(() -> move(MigrationKind.REDIS_ATOMIC, source, target))
                    .isInstanceOf(SlotNodeException.class)
                    .hasMessageContaining("user request");
            assertThat(tally.totals().slots()).isZero();
        }
    }

    @Test
    void valkey9_sourceExportsAndIsAskedUntilSuccess() throws IOException, InterruptedException {
        try (ScriptedRedis source = new ScriptedRedis(command -> valkey(command, "success"));
                ScriptedRedis target = new ScriptedRedis(command -> NOTHING)) {

            move(MigrationKind.VALKEY_ATOMIC, source, target);

            assertThat(source.commands()).contains("CLUSTER MIGRATESLOTS SLOTSRANGE 10 19 30 30 NODE " + TARGET);
            assertThat(tally.totals().slots()).isEqualTo(11);
        }
    }

    @Test
    void valkey9_failedJob_saysWhatTheServerSaid() throws IOException {
        try (ScriptedRedis source = new ScriptedRedis(command -> valkey(command, "failed"));
                ScriptedRedis target = new ScriptedRedis(command -> NOTHING)) {
            assertThatThrownBy(() -> move(MigrationKind.VALKEY_ATOMIC, source, target))
                    .hasMessageContaining("Unable to connect to target node");
        }
    }

    @Test
    void serversThatKnowTheCommands_sayWhichOnes() throws IOException {
        String known = array(array(bulk("cluster|migration"), ":-4\r\n"));
        try (ScriptedRedis redis =
                        new ScriptedRedis(command -> command.endsWith("cluster|migration") ? known : "*1\r\n*-1\r\n");
                ScriptedRedis valkey =
                        new ScriptedRedis(command -> command.endsWith("migrateslots") ? known : "*1\r\n*-1\r\n");
                ScriptedRedis denied = new ScriptedRedis(command -> "-NOPERM this user has no permissions\r\n")) {
            assertThat(slots(redis).capabilities()).containsExactly(MigrationKind.CLASSIC, MigrationKind.REDIS_ATOMIC);
            assertThat(slots(valkey).capabilities())
                    .containsExactly(MigrationKind.CLASSIC, MigrationKind.VALKEY_ATOMIC);
            assertThat(slots(denied).capabilities()).containsExactly(MigrationKind.CLASSIC);
        }
    }

    private String counts(String command) {
        return command.startsWith("CLUSTER COUNTKEYSINSLOT") ? ":3\r\n" : NOTHING;
    }

    /** A task of an earlier day, and once it was begun ours, which takes two looks. */
    private String redis(String command, String end) {
        if (command.startsWith("CLUSTER MIGRATION IMPORT")) {
            looks.set(1);
            return bulk("task-2");
        }
        String old = task("task-1", "completed");
        return looks.get() == 0
                ? array(old)
                : array(old, task("task-2", looks.getAndIncrement() < 3 ? "streaming-buffer" : end));
    }

    private static String task(String id, String state) {
        return map(
                "id",
                id,
                "slots_range",
                "10-19 30-30",
                "source",
                SOURCE,
                "dest",
                TARGET,
                "operation",
                "importing",
                "state",
                state,
                "last_error",
                "user request",
                "retries",
                "0");
    }

    private String valkey(String command, String end) {
        if (command.startsWith("CLUSTER COUNTKEYSINSLOT")) {
            return ":0\r\n";
        }
        if (command.startsWith("CLUSTER MIGRATESLOTS")) {
            looks.set(1);
            return "+OK\r\n";
        }
        String old = job("job-1", "success");
        return looks.get() == 0
                ? array(old)
                : array(job("job-2", looks.getAndIncrement() < 3 ? "replicating" : end), old);
    }

    private static String job(String name, String state) {
        return map(
                "name",
                name,
                "operation",
                "EXPORT",
                "slot_ranges",
                "10-19 30-30",
                "target_node",
                TARGET,
                "source_node",
                SOURCE,
                "state",
                state,
                "message",
                "Unable to connect to target node");
    }

    private void move(MigrationKind kind, ScriptedRedis source, ScriptedRedis target) throws InterruptedException {
        ScaleObservation seen = new ScaleObservation(
                new Observation(List.of(report(0, SOURCE, source, SLOTS), report(1, TARGET, target, SlotSet.NONE))),
                Map.of());
        StopSignal stop = new StopSignal();
        try (MovePair pair = new MovePair(
                new SlotMove(0, 1, SLOTS),
                seen,
                (ordinal, pod, address) -> new JedisClusterNode(ordinal, pod, address, ACCESS),
                (pod, address) -> new JedisSlotNode(pod, address, ACCESS))) {
            new AtomicMover(kind, new Pace(MigrationRate.UNLIMITED, System::nanoTime, stop), stop, stop::isAsked)
                    .move(SLOTS, pair, tally);
        }
    }

    private static NodeReport report(int ordinal, String id, ScriptedRedis server, SlotSet slots) {
        return new NodeReport(
                ordinal,
                "redis-" + ordinal,
                address(server),
                new ServerVersion(ServerVersion.Product.REDIS, "8.4.0"),
                0,
                true,
                Optional.empty(),
                List.of(new KnownNode(
                        id, address(server), Set.of("myself", "master"), Optional.empty(), true, ordinal + 1L, slots)),
                Map.of(),
                0);
    }

    private static NodeAddress address(ScriptedRedis server) {
        return new NodeAddress("127.0.0.1", server.port());
    }

    private static JedisSlotNode slots(ScriptedRedis server) {
        return new JedisSlotNode("redis-0", address(server), ACCESS);
    }
}
