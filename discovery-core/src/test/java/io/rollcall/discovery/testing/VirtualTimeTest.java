// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // Most of these tests look at what ran, not at its future.
class VirtualTimeTest {

    private static final Instant START = Instant.parse("2026-05-04T03:02:01Z");

    private final VirtualTime time = new VirtualTime(START);
    private final List<String> log = new ArrayList<>();

    @Test
    void nothingRuns_untilTimeIsAdvanced() {
        time.execute(() -> log.add("now"));
        time.schedule(() -> log.add("later"), 5, SECONDS);

        assertThat(log).isEmpty();
        assertThat(time.pendingTasks()).isEqualTo(2);
        time.advance(Duration.ZERO);
        assertThat(log).containsExactly("now");
        time.advance(Duration.ofSeconds(5));
        assertThat(log).containsExactly("now", "later");
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void clockAndTicker_moveTogether() {
        time.advance(Duration.ofMillis(1500));

        assertThat(time.instant()).isEqualTo(START.plusMillis(1500));
        assertThat(time.nanoTime()).isEqualTo(1_500_000_000L);
        assertThat(time.millis()).isEqualTo(START.plusMillis(1500).toEpochMilli());
    }

    @Test
    void tasksRun_byDueTimeThenBySubmission_atTheMomentTheyAreDue() {
        time.schedule(() -> log.add("c" + time.nanoTime()), 2, SECONDS);
        time.schedule(() -> log.add("a" + time.nanoTime()), 1, SECONDS);
        time.schedule(() -> log.add("b" + time.nanoTime()), 1, SECONDS);

        time.advance(Duration.ofMinutes(1));

        assertThat(log).containsExactly("a1000000000", "b1000000000", "c2000000000");
    }

    @Test
    void taskOfATask_runsInTheSameAdvance_ifItIsDueWithinIt() {
        time.schedule(() -> time.schedule(() -> log.add("inner"), 1, SECONDS), 1, SECONDS);

        time.advance(Duration.ofSeconds(2));

        assertThat(log).containsExactly("inner");
    }

    @Test
    void periodicTask_runsOncePerPeriod_andCountsOnce() {
        time.scheduleAtFixedRate(() -> log.add("tick"), 0, 5, SECONDS);

        time.advance(Duration.ofHours(1));

        assertThat(log).hasSize(721);
        assertThat(time.pendingTasks()).isEqualTo(1);
    }

    @Test
    void periodicTask_canCancelItself() {
        List<Future<?>> own = new ArrayList<>();
        own.add(time.scheduleWithFixedDelay(() -> own.get(0).cancel(false), 1, 1, SECONDS));

        time.advance(Duration.ofMinutes(1));

        assertThat(time.pendingTasks()).isZero();
        assertThat(own.get(0)).isCancelled();
    }

    @Test
    void cancelledTask_vanishes() {
        ScheduledFuture<?> task = time.schedule(() -> log.add("never"), 1, SECONDS);

        assertThat(task.getDelay(SECONDS)).isEqualTo(1);
        assertThat(task.cancel(false)).isTrue();

        assertThat(time.pendingTasks()).isZero();
        assertThat(time.nextDue()).isEmpty();
        time.advance(Duration.ofSeconds(2));
        assertThat(log).isEmpty();
    }

    @Test
    void exceptionOfARunnable_surfaces_andLeavesTheRestPending() {
        ScheduledFuture<?> failing = time.schedule(VirtualTimeTest::boom, 1, SECONDS);
        time.schedule(() -> log.add("behind"), 1, SECONDS);

        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(9))).hasMessage("boom");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(1));
        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("boom");
        time.advance(Duration.ZERO);
        assertThat(log).containsExactly("behind");
    }

    @Test
    void exceptionOfAPeriodicTask_surfacesOnce_andEndsIt() {
        time.scheduleAtFixedRate(VirtualTimeTest::boom, 1, 1, SECONDS);

        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(9))).hasMessage("boom");

        time.advance(Duration.ofSeconds(9));
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void exceptionOfACallable_staysInItsFuture() {
        Future<String> scheduled = time.schedule(
                () -> {
                    throw new IOException("no disk");
                },
                1,
                SECONDS);

        time.advance(Duration.ofSeconds(1));

        assertThatThrownBy(scheduled::get).hasRootCauseMessage("no disk");
    }

    @Test
    void advanceToNext_jumpsToTheNextTask_andTellsWhenThereIsNone() {
        time.schedule(() -> log.add("far"), 3, DAYS);

        assertThat(time.nextDue()).contains(START.plus(Duration.ofDays(3)));
        assertThat(time.advanceToNext()).isTrue();
        assertThat(log).containsExactly("far");
        assertThat(time.advanceToNext()).isFalse();
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofDays(3)));
    }

    @Test
    void advanceUntil_stopsAsTheConditionHolds() {
        time.scheduleAtFixedRate(() -> log.add("tick"), 1, 1, SECONDS);

        assertThat(time.advanceUntil(() -> log.size() == 3, Duration.ofMinutes(1)))
                .isTrue();
        assertThat(time.instant()).isEqualTo(START.plusSeconds(3));
        assertThat(time.advanceUntil(() -> log.size() == 1000, Duration.ofMinutes(1)))
                .isFalse();
        assertThat(time.instant()).isEqualTo(START.plusSeconds(63));
    }

    @Test
    void advanceWithinATask_isRefused() {
        time.schedule(() -> time.advance(Duration.ofSeconds(1)), 1, SECONDS);

        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("being advanced already");
    }

    @Test
    void advanceBackwards_isRefused() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
    }

    @Test
    void endlessDelay_isNeverDue() {
        time.advance(Duration.ofSeconds(1));
        time.schedule(() -> log.add("never"), Long.MAX_VALUE, DAYS);

        time.advance(Duration.ofDays(36500));

        assertThat(log).isEmpty();
        assertThat(time.pendingTasks()).isEqualTo(1);
    }

    @Test
    void shutdown_dropsPeriodicTasks_runsTheOthers_andRefusesNewOnes() throws Exception {
        time.scheduleAtFixedRate(() -> log.add("tick"), 1, 1, SECONDS);
        time.schedule(() -> log.add("last"), 1, SECONDS);

        time.shutdown();

        assertThat(time.isTerminated()).isFalse();
        assertThatThrownBy(() -> time.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        time.advance(Duration.ofSeconds(5));
        assertThat(log).containsExactly("last");
        assertThat(time.awaitTermination(1, DAYS)).isTrue();
    }

    @Test
    void close_dropsEverything() {
        time.schedule(() -> log.add("never"), 1, SECONDS);

        time.close();

        assertThat(time.isTerminated()).isTrue();
        assertThat(time).hasToString("VirtualTime[2026-05-04T03:02:01Z, 0 pending, shut down]");
    }

    @Test
    void waitingForSeveralTasks_isRefused_insteadOfHanging() {
        assertThatThrownBy(() -> time.invokeAll(List.of(() -> "x")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("advances the time");
        assertThatThrownBy(() -> time.invokeAny(List.of(() -> "x"), 1, SECONDS))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void submittedTask_completesItsFuture() throws Exception {
        Future<String> result = time.submit(() -> "done");

        assertThat(result.isDone()).isFalse();
        time.advance(Duration.ZERO);
        assertThat(result.get()).isEqualTo("done");
    }

    private static void boom() {
        throw new IllegalStateException("boom");
    }
}
