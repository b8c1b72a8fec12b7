// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.Program;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that lose packets instead of refusing them, as those of pods do and the loopback never does. */
class BlackHoleIT {

    private static final String HASTY = " --command-timeout=500ms --patience=1s --timeout=";

    private static final String BETWEEN_0_AND_1 =
            "redis-[01] \\([0-9.:]+\\) (to|does not know) redis-[01] \\([0-9.:]+\\)( is not up| yet)";

    @TempDir
    private Path folder;

    @Test
    void partition_neitherSideChangesAnything_andItIsHealedWhenItEnds() {
        try (NetworkPods pods = new NetworkPods(folder, "--cluster-node-timeout", "2000")) {
            Program.Run form = pods.run(0, "form");
            assertThat(form.code()).as(form.err()).isZero();
            var roles = pods.roles();

            pods.network.partition(0, 1);
            Awaitility.await("both sides miss each other")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> pods.redis(0, "CLUSTER", "NODES").contains(",fail")
                            && pods.redis(2, "CLUSTER", "INFO").contains("cluster_state:fail"));
            var changes = pods.changes();
            Program.Run minority = pods.run(0, "heal" + HASTY + "20s");
            Program.Run masterlessMajority = pods.run(2, "heal" + HASTY + "20s");

            assertThat(minority.code()).as(minority.err()).isEqualTo(5);
            assertThat(minority.err().strip().lines().reduce((first, last) -> last))
                    .hasValueSatisfying(sentence -> assertThat(sentence)
                            .contains(
                                    "only 2 of 6 nodes answer, and a minority proves nothing", "nothing was changed"));
            assertThat(masterlessMajority.code()).as(masterlessMajority.err()).isEqualTo(3);
            assertThat(masterlessMajority.err()).contains("--allow-takeover");
            assertThat(pods.changes()).isEqualTo(changes);
            assertThat(pods.roles()).isEqualTo(roles);

            pods.network.join();
            Program.Run healed = pods.run(0, "heal");
            assertThat(healed.code()).as(healed.err()).isZero();
            pods.assertDone();
            assertThat(pods.roles()).isEqualTo(roles);
        }
    }

    @Test
    void podsOfAFormationAreBlackHoles_refusedAtTheDeadline() {
        try (NetworkPods pods = new NetworkPods(folder)) {
            var changes = pods.changes();
            pods.network.unplug(4);
            pods.network.unplug(5);

            Program.Run run = pods.run(2, "form --command-timeout=500ms --timeout=2s");

            assertThat(run.code()).as(run.err()).isEqualTo(5);
            assertThat(run.err())
                    .contains(
                            "after 2.0 s 2 of 6 nodes do not answer: redis-4 (10.77.0.14:6379)",
                            "within the time-out",
                            "nothing was changed");
            assertThat(pods.changes()).isEqualTo(changes);
        }
    }

    /** Two masters that the program reaches do not reach each other. */
    @Test
    void busBetweenTwoPodsIsABlackHole_formAndHealEndAtTheDeadlineWithTheLink_andAFurtherRunGoesOn() {
        try (NetworkPods pods = new NetworkPods(folder)) {
            var settings = pods.settings();
            pods.network.isolate(true, 0, 1);

            Program.Run form = pods.run(2, "form --timeout=3s");

            assertThat(form.code()).as(form.err()).isEqualTo(5);
            assertThat(form.err()).contains("not done after 3.0 s").containsPattern(BETWEEN_0_AND_1);
            assertThat(pods.settings()).as("settings are restored").isEqualTo(settings);
            pods.network.isolate(false, 0, 1);
            Program.Run formed = pods.run(2, "form");
            assertThat(formed.code()).as(formed.err()).isZero();
            var roles = pods.roles();

            pods.network.isolate(true, 0, 1);
            pods.readdress(0);
            Program.Run heal = pods.run(2, "heal --timeout=3s");

            assertThat(heal.code()).as(heal.err()).isEqualTo(5);
            assertThat(heal.err()).contains("not done after 3.0 s").containsPattern(BETWEEN_0_AND_1);
            assertThat(pods.settings()).as("settings are restored").isEqualTo(settings);
            assertThat(pods.roles()).isEqualTo(roles);
            pods.network.isolate(false, 0, 1);
            Program.Run healed = pods.run(2, "heal");
            assertThat(healed.code()).as(healed.err()).isZero();
            pods.assertDone();
            assertThat(pods.roles()).isEqualTo(roles);
        }
    }
}
