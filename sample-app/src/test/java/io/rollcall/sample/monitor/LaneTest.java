// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sample.monitor.Outcome.Acknowledged;
import io.rollcall.sample.monitor.Outcome.Failed;
import io.rollcall.sample.monitor.Outcome.NotTried;
import io.rollcall.sample.monitor.Outcome.Unconfirmed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What counts as acknowledged, failed, lost and as a gap. */
class LaneTest {

    private static final long MILLI = 1_000_000;

    private final Map<String, Long> store = new HashMap<>();
    private final List<String> news = new ArrayList<>();
    private final Tally tally = new Tally(1, (kind, text) -> news.add(text));
    private Function<OptionalLong, Outcome> answer = Acknowledged::new;
    private boolean applies = true;
    private long now;
    private final Lane lane = new Lane(7, "k", 2, this::write, tally, 0);

    private Outcome write(int slot, String key, long number) {
        Long before = store.get(key);
        if (applies) {
            store.put(key, number);
        }
        return answer.apply(before == null ? OptionalLong.empty() : OptionalLong.of(before));
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            lane.step(() -> now += MILLI);
        }
    }

    private WritesReport report() {
        return tally.report(lane.silentNanos(now), 10);
    }

    @Test
    void whatStays_isVerifiedWhenItIsOverwritten() {
        steps(6);

        assertThat(report().acknowledged()).isEqualTo(6);
        assertThat(report().verified()).isEqualTo(4);
        assertThat(report().lost()).isZero();
        assertThat(report().longestGap()).isZero();
    }

    @Test
    void acknowledgedWriteThatIsGone_isLostOnce() {
        steps(2);
        store.clear();
        steps(4);

        assertThat(report().lost()).isEqualTo(2);
        assertThat(news).containsOnly("an acknowledged write is lost");
    }

    @Test
    void olderValue_isALoss() {
        steps(4);
        store.put("k0", 2L);
        steps(2);

        assertThat(report().lost()).isEqualTo(1);
    }

    @Test
    void refusedWrite_isFailedAndNeverLost() {
        steps(2);
        answer = before -> new Failed("NOREPLICAS");
        applies = false;
        steps(2);
        answer = Acknowledged::new;
        applies = true;
        steps(2);

        assertThat(report().failed()).isEqualTo(2);
        assertThat(report().lost()).isZero();
        assertThat(report().reason()).isEqualTo("NOREPLICAS");
        assertThat(report().longestGap()).isPositive();
        assertThat(news).containsExactly("writes to some slots fail: NOREPLICAS");
    }

    @Test
    void unconfirmedWrite_mayGoWithItsMaster() {
        answer = Unconfirmed::new;
        steps(2);
        store.clear();
        answer = Acknowledged::new;
        steps(2);

        assertThat(report().failed()).isEqualTo(2);
        assertThat(report().lost()).isZero();
    }

    @Test
    void gap_lastsUntilTheNextAcknowledgedWrite() {
        steps(1);
        answer = before -> new Failed("gone");
        steps(1);
        now += 900 * MILLI;

        assertThat(report().gap()).isGreaterThanOrEqualTo(900);
        answer = Acknowledged::new;
        steps(1);
        assertThat(report().gap()).isZero();
        assertThat(report().longestGap()).isBetween(900L, 950L);
        assertThat(news).last().asString().startsWith("all slots take writes again");
    }

    @Test
    void withoutACluster_nothingIsCounted() {
        answer = before -> new NotTried();
        steps(5);

        assertThat(report().failed() + report().acknowledged()).isZero();
        assertThat(report().gap()).isZero();
    }
}
