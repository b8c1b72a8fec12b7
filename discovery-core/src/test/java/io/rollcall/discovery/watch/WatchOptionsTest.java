// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rollcall.discovery.WatchOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchOptionsTest {

    private final WatchOptions.Builder options = WatchOptions.builder();

    @Test
    void contradictions_areRefusedWithBothValues() {
        refused(
                options.shortestPoll(Duration.ofSeconds(40)),
                "shortest poll PT40S is longer than the longest poll PT30S");
        refused(
                options.shortestPoll(Duration.ofSeconds(20)),
                "shortest poll PT20S is longer than the longest backoff PT15S");
        refused(
                options.shortestPoll(Duration.ofSeconds(1)).staleBound(Duration.ofSeconds(10)),
                "longest poll PT30S is longer than the stale bound PT10S");
    }

    @Test
    void valuesOutOfRange_areRefused() {
        refused(WatchOptions.builder().misses(0), "0 misses are not 1 to 100");
        refused(WatchOptions.builder().stabilityWindow(Duration.ofSeconds(-1)), "stability window PT-1S");
        refused(WatchOptions.builder().shortestPoll(Duration.ZERO), "shortest poll PT0S");
        refused(WatchOptions.builder().lookupDeadline(Duration.ofDays(400)), "lookup deadline PT9600H");
    }

    @Test
    void defaults_areWhatTheBuilderGives() {
        assertThat(WatchOptions.builder().build()).isEqualTo(WatchOptions.defaults());
    }

    private static void refused(WatchOptions.Builder wrong, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(wrong::build).withMessageContaining(sentence);
    }
}
