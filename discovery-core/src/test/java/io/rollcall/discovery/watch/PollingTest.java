// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import static io.rollcall.discovery.watch.Orders.ONE;
import static io.rollcall.discovery.watch.Orders.TWO;
import static io.rollcall.discovery.watch.Orders.ZERO;
import static io.rollcall.discovery.watch.Orders.listed;
import static io.rollcall.discovery.watch.Orders.servFail;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a watch looks. */
class PollingTest {

    private final Scene scene = new Scene();

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "5, 5", "30, 30", "3600, 30"})
    void polls_followTheTtlWithinItsBounds_withJitter(int ttl, int expected) {
        scene.dns(listed(Duration.ofSeconds(ttl), true, ZERO, ONE, TWO));
        scene.open();

        scene.advance(Duration.ofMinutes(30));

        List<Duration> pauses = pauses(0);
        assertThat(pauses)
                .allSatisfy(pause ->
                        assertThat(pause).isBetween(Duration.ofSeconds(expected), Duration.ofMillis(expected * 1100L)));
        assertThat(pauses).doesNotHaveDuplicates();
        assertThat(scene.mostInFlight).isOne();
    }

    @Test
    void incompleteView_isLookedAtSooner_andLessAndLessSo() {
        scene.dns(listed(ZERO, ONE));
        scene.open();

        scene.advance(Duration.ofMinutes(20));

        List<Duration> pauses = pauses(0);
        assertThat(pauses.get(0)).isLessThan(Duration.ofMillis(1200));
        assertThat(pauses.get(pauses.size() - 1)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(pauses).hasSizeBetween(50, 90);
    }

    @Test
    void failures_backOffToTheirBound_andAGoodAnswerResetsThat() {
        scene.open();
        scene.advance(Duration.ofMinutes(1));
        int before = scene.lookups.size();
        scene.dns(servFail());
        scene.advance(Duration.ofMinutes(5));

        List<Duration> pauses = pauses(before);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
        assertThat(pauses.get(2)).isBetween(Duration.ofMillis(3200), Duration.ofMillis(4800));
        assertThat(pauses.get(pauses.size() - 1)).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(18));

        scene.dns(Orders.all());
        scene.advance(Duration.ofMinutes(2));
        int again = scene.lookups.size();
        scene.dns(servFail());
        scene.advance(Duration.ofMinutes(1));

        assertThat(pauses(again).get(0)).isLessThan(Duration.ofMillis(1300));
    }

    @Test
    void refresh_piercesTheWait_andJoinsOneThatIsUnderWay() {
        PeerWatch watch = scene.open();
        scene.advance(Duration.ofSeconds(5));
        int before = scene.lookups.size();

        CompletableFuture<WatchState> first = watch.refresh();
        CompletableFuture<WatchState> second = watch.refresh();
        scene.advance(Duration.ofSeconds(5));

        assertThat(scene.lookups).hasSize(before + 1);
        assertThat(first)
                .isCompletedWithValueMatching(state -> state.view().peers().size() == 3);
        assertThat(second).isCompleted();
    }

    @Test
    void refreshDuringARegularLookup_isFollowedByOneMore() {
        PeerWatch watch = scene.open();
        scene.advance(Duration.ofMillis(5));

        CompletableFuture<WatchState> refreshed = watch.refresh();
        CompletableFuture<WatchState> too = watch.refresh();
        scene.advance(Duration.ofMillis(6));
        assertThat(refreshed).isNotDone();
        scene.advance(Duration.ofMillis(20));

        assertThat(refreshed).isCompleted();
        assertThat(too).isCompleted();
        assertThat(scene.lookups).hasSize(2);
        assertThat(scene.mostInFlight).isOne();
    }

    @Test
    void refresh_forgetsTheBackoff() {
        PeerWatch watch = scene.open();
        scene.dns(servFail());
        scene.advance(Duration.ofMinutes(5));
        int before = scene.lookups.size();

        CompletableFuture<WatchState> refreshed = watch.refresh();
        scene.advance(Duration.ofSeconds(5));

        assertThat(refreshed).isCompletedWithValueMatching(WatchState::stale);
        assertThat(pauses(before))
                .first()
                .satisfies(pause -> assertThat(pause).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200)));
    }

    @Test
    void equalOptions_shareTheirLookups() {
        for (int i = 0; i < 100; i++) {
            scene.open(WatchOptions.builder().build());
        }
        scene.advance(Duration.ofMinutes(10));

        assertThat(scene.lookups).hasSizeLessThan(22);
        assertThat(scene.events).hasSize(300);
    }

    @Test
    void lastWatchThatCloses_endsThePolling() {
        PeerWatch one = scene.open();
        PeerWatch other = scene.open();
        one.close();
        scene.advance(Duration.ofMinutes(2));
        int before = scene.lookups.size();
        assertThat(before).isGreaterThan(2);

        other.close();
        scene.advance(Duration.ofHours(1));

        assertThat(scene.lookups).hasSize(before);
        assertThat(scene.time.pendingTasks()).isZero();
    }

    @Test
    void sameSeed_givesTheSameSchedule() {
        Scene again = new Scene();
        scene.open();
        again.open();

        scene.advance(Duration.ofHours(1));
        again.advance(Duration.ofHours(1));

        assertThat(again.lookups).isEqualTo(scene.lookups);
    }

    /** From the end of each lookup to the next. */
    private List<Duration> pauses(int from) {
        List<Duration> pauses = new ArrayList<>();
        for (int i = from + 1; i < scene.lookups.size(); i++) {
            pauses.add(scene.lookups.get(i).minus(scene.lookups.get(i - 1)).minus(Scene.LOOKUP));
        }
        return pauses;
    }
}
