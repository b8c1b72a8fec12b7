// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.testing.sim.Disruption.Crash;
import io.rollcall.discovery.testing.sim.Disruption.CutOff;
import io.rollcall.discovery.testing.sim.Disruption.Deceived;
import io.rollcall.discovery.testing.sim.Disruption.ForceDelete;
import io.rollcall.discovery.testing.sim.Disruption.Hidden;
import io.rollcall.discovery.testing.sim.Disruption.Pause;
import io.rollcall.discovery.testing.sim.Disruption.Restart;
import io.rollcall.discovery.testing.sim.Disruption.RollingUpdate;
import io.rollcall.discovery.testing.sim.Disruption.Scale;
import io.rollcall.discovery.testing.sim.Disruption.Split;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("FutureReturnValueIgnored") // Code in pods looks at what ran, not at its future.
class SimulationTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ResolverSettings FAST =
            ResolverSettings.live().withTtl(Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final Silence silence = new Silence();

    @AfterEach
    void endSilence() {
        silence.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 515, 920})
    void sameSeed_givesTheSameHistory_toTheByte(long seed) {
        History first = Histories.random(seed).run();
        History second = Histories.random(seed).run();

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.sha256()).isEqualTo(first.sha256()).hasSize(64);
        assertThat(second.overlaps()).isEqualTo(first.overlaps());
    }

    /** Orders that differ from process to process, as those of unordered collections do, must not show. */
    @Test
    void sameSeed_givesTheSameHistory_inAnotherJvm() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HistoryDigest.class.getName(),
                        "42")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(other.getInputStream().readAllBytes(), UTF_8).trim();

        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // Logging goes to the same stream.
        assertThat(printed.lines().reduce((before, last) -> last))
                .contains(Histories.random(42).run().sha256());
    }

    @Test
    void anotherSeed_givesAnotherHistory() {
        assertThat(Simulation.seeded(1).run().sha256())
                .isNotEqualTo(Simulation.seeded(2).run().sha256());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9})
    void healthyCluster_hasALeaderWithinTheWindowAndTwoPolls_andKeepsIt(int pods) {
        History history = Simulation.seeded(7).pods(pods).run();

        assertThat(history.terms()).hasSize(1);
        assertThat(history.terms().get(0).process()).isEqualTo("web-0#1");
        assertThat(history.longestLeaderless()).isPositive().isLessThan(Duration.ofSeconds(63 + 66));
        assertThat(history.overlaps()).isEmpty();
    }

    /** What no view of DNS can see through, a confirmation does. */
    @Test
    void lieToTheLeaderAlone_makesTwoLeaders_butNotWithAConfirmation() {
        Simulation simulation = Simulation.seeded(3).pods(5).dns(FAST).with(lieToTheLeader());

        History advisory = simulation.run();
        assertThat(advisory.overlaps()).isNotEmpty();
        Overlap overlap = advisory.overlaps().get(0);
        assertThat(List.of(overlap.first(), overlap.second())).containsExactlyInAnyOrder("web-1#1", "web-0#2");
        assertThat(overlap.deceived()).isEqualTo(1);
        assertThat(overlap.majority()).isFalse();

        assertThat(simulation.confirming(true).run().overlaps()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LEASE", "COUNTER"})
    void lieToTheLeaderAlone_doesNotGetTwoWritersIntoOneEpoch(Fencing fencing) {
        History history = Simulation.seeded(3)
                .pods(5)
                .dns(FAST)
                .with(lieToTheLeader())
                .fencing(fencing)
                .run();

        assertThat(history.violations()).isEmpty();
        assertThat(history.accepted()).hasSizeGreaterThan(1);
        assertThat(history.accepted())
                .extracting(AcceptedEpoch::epoch)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void forceDeletedTwin_stepsDown_onceDnsShowsItsReplacement() {
        History history = Simulation.seeded(5)
                .pods(3)
                .dns(FAST)
                .with(Faults.none().and(MINUTE, new ForceDelete(0, Duration.ofSeconds(1), Duration.ofMinutes(3))))
                .run();

        assertThat(history.text()).contains("web-0#1 is undecided: SelfElsewhere");
        assertThat(history.overlaps()).isEmpty();
    }

    @Test
    void scaleToZeroAndBack_endsWithALeader() {
        History history = Simulation.seeded(6)
                .pods(3)
                .dns(FAST)
                .with(Faults.none().and(MINUTE, new Scale(0)).and(MINUTE.multipliedBy(3), new Scale(3)))
                .run();

        assertThat(history.terms()).hasSize(2);
        assertThat(history.terms().get(1).process()).isEqualTo("web-0#2");
        assertThat(history.terms().get(1).to()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void rollingUpdate_replacesEveryProcess() {
        History history = Simulation.seeded(6)
                .pods(3)
                .dns(FAST)
                .with(Faults.none().and(MINUTE, new RollingUpdate(Duration.ofSeconds(5))))
                .run();

        assertThat(history.text()).contains("web-0#2 starts", "web-1#2 starts", "web-2#2 starts");
        assertThat(history.overlaps()).isEmpty();
    }

    @Test
    void followersThatAreReplaced_costNoLeader() {
        History history = Simulation.seeded(6)
                .pods(5)
                .dns(FAST)
                .with(Faults.none()
                        .and(MINUTE, new Restart(4, Duration.ofSeconds(30), true))
                        .and(MINUTE.multipliedBy(3), new Crash(3, Duration.ofSeconds(10)))
                        .and(MINUTE.multipliedBy(4), new Scale(3))
                        .and(MINUTE.multipliedBy(6), new Scale(5)))
                .run();

        assertThat(history.text()).contains("web-4#3 starts");
        assertThat(history.terms()).hasSize(1);
    }

    /**
     * A server that hears of no change is asked by web-1 alone, which sees what it would see if web-0 were gone: no view
     * of DNS tells the two apart, so a majority that knows better does not help.
     */
    @Test
    void serverThatIsBehind_andAskedByTheLeaderAlone_makesTwoLeaders_ofWhomOneIsMisled() {
        History history = Histories.random(456).run();

        assertThat(history.overlaps()).isNotEmpty().allMatch(Overlap::misled).noneMatch(Overlap::majority);
    }

    /** A pod that was deleted before its window had passed led for a moment, because its watch still listed it. */
    @Test
    void podThatTheNewestAnswersMiss_doesNotTakeOver() {
        History history = Histories.random(45_176).run();

        assertThat(history.text()).contains("web-0#2 is undecided: SelfInDoubt");
        assertThat(history.overlaps()).isEmpty();
    }

    /** What is cached as absent for 30 s does not make a list of peers true that is older than its own TTL. */
    @Test
    void listThatIsOlderThanItsTtl_isALie_howeverLongAbsenceIsCached() {
        History history = Histories.random(9_620).run();

        assertThat(history.overlaps()).isNotEmpty().allMatch(Overlap::misled);
    }

    @Test
    void pausedLeader_doesNothingMeanwhile_andFollowsWhenItWakesUp() {
        History history = Simulation.seeded(8)
                .pods(3)
                .dns(FAST)
                .with(Faults.none().and(MINUTE, new Pause(0, Duration.ofMinutes(2))))
                .running(pod -> pod.scheduler().scheduleAtFixedRate(() -> pod.note("beats"), 0, 10, TimeUnit.SECONDS))
                .run();

        assertThat(history.text().lines().filter(line -> line.contains("web-0#1 beats")))
                .noneMatch(line -> line.matches("\\+(7|8|9|1[0-7])\\d\\..*"));
        assertThat(history.overlaps()).isEmpty();
    }

    @Test
    void splitNetwork_costsTheLeader_whereConfirmationIsOn() {
        History history = Simulation.seeded(9)
                .pods(3)
                .dns(FAST)
                .confirming(true)
                .with(Faults.none().and(MINUTE, new Split(Set.of(0), MINUTE)))
                .run();

        assertThat(history.text()).contains("web-0#1 is undecided: Unconfirmed");
        assertThat(history.terms()).hasSize(2);
        assertThat(history.overlaps()).isEmpty();
    }

    @Test
    void everythingAtOnce_isOnlyNoted_whereItDoesNotFit() {
        History history = Simulation.seeded(10)
                .pods(2)
                .with(Faults.none()
                        .and(MINUTE, new Scale(1))
                        .and(MINUTE.plusSeconds(1), new Restart(1, MINUTE, true))
                        .and(MINUTE.plusSeconds(2), new Crash(1, MINUTE))
                        .and(MINUTE.plusSeconds(3), new ForceDelete(1, MINUTE, MINUTE))
                        .and(MINUTE.plusSeconds(4), new Pause(1, MINUTE)))
                .run();

        assertThat(history.text()).contains("disrupt Crash[ordinal=1").doesNotContain("web-1#2");
    }

    @Test
    void cutOffPod_goesStale_andComesBack() {
        History history = Simulation.seeded(11)
                .pods(3)
                .dns(FAST)
                .with(Faults.none().and(MINUTE, new CutOff(0, MINUTE)))
                .run();

        assertThat(history.text())
                .contains("web-0#1 sees a stale view, after TIMEOUT", "web-0#1 sees a fresh view of 3");
        assertThat(history.terms()).hasSize(2);
    }

    @Test
    void codeInAPod_seesTheRealWatchAndElector() {
        List<PeerEvent> events = new ArrayList<>();
        History history = Simulation.seeded(12)
                .pods(2)
                .running(pod -> {
                    pod.watch().subscribe(events::add);
                    pod.elector().onChange(state -> pod.note("was told: " + state.sentence()));
                    assertThat(pod.discovery().service().self()).contains(pod.id());
                    assertThat(pod.process()).isEqualTo(1);
                    assertThatThrownBy(() -> pod.discovery().await(io.rollcall.discovery.Completeness.QUORUM, MINUTE))
                            .hasMessageContaining("would block");
                })
                .run();

        assertThat(events).filteredOn(PeerEvent.PeerJoined.class::isInstance).hasSize(4);
        assertThat(history.text()).contains("web-0#1 was told: this process leads as far as DNS shows");
    }

    @Test
    void failingCodeInAPod_endsTheSimulation_andNamesIt() {
        Simulation simulation = Simulation.seeded(13)
                .running(pod -> pod.scheduler().execute(() -> {
                    throw new IllegalArgumentException("boom");
                }));

        assertThatThrownBy(simulation::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seed 13")
                .hasRootCauseMessage("boom");
    }

    @Test
    void impossibleSettings_areRefused() {
        assertThatThrownBy(() -> Simulation.seeded(1).pods(0)).hasMessageContaining("0 pods");
        assertThatThrownBy(() -> Simulation.seeded(1).during(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> FAST.withReplicas(0)).hasMessageContaining("0 DNS replicas");
        assertThatThrownBy(() -> FAST.withTtl(MINUTE.negated(), MINUTE)).hasMessageContaining("TTL");
        assertThatThrownBy(() -> Faults.none().and(MINUTE.negated(), new Scale(1)))
                .hasMessageContaining("before the start");
        Simulation noSuchPod = Simulation.seeded(1).with(Faults.none().and(MINUTE, new Crash(3, MINUTE)));
        assertThatThrownBy(noSuchPod::run).hasMessageContaining("no ordinal 3");
        Simulation noSuchReplica = Simulation.seeded(1).with(Faults.none().and(MINUTE, new Hidden(2, 0, MINUTE)));
        assertThatThrownBy(noSuchReplica::run).hasMessageContaining("no DNS replica 2");
    }

    /** While web-1 leads in place of web-0, it alone is kept from hearing that web-0 is back. */
    private static Faults lieToTheLeader() {
        return Faults.none()
                .and(MINUTE, new Restart(0, Duration.ofSeconds(60), true))
                .and(Duration.ofSeconds(118), new Deceived(1, MINUTE));
    }
}
