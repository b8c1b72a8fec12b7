// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void rateOfKeys_isKeptOverSeveralRounds() throws InterruptedException {
        Pace pace = new Pace(
                new MigrationRate(OptionalLong.of(1_000), OptionalLong.empty()), System::nanoTime, new StopSignal());
        long begin = System.nanoTime();

        for (int i = 0; i < 4; i++) {
            pace.await(100, 1 << 20);
        }

        // Three waits of 100 ms each; the first goes at once.
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
    }

    @Test
    void askedToStop_waitsNoMore() throws InterruptedException {
        StopSignal stop = new StopSignal();
        stop.ask();
        Pace pace = new Pace(new MigrationRate(OptionalLong.empty(), OptionalLong.of(1)), System::nanoTime, stop);

        pace.await(1, 1_000_000);
        pace.await(1, 1_000_000);

        assertThat(stop.isAsked()).isTrue();
    }

    @Test
    void unlimited_takesNoTime() {
        assertThat(MigrationRate.UNLIMITED.seconds(Long.MAX_VALUE, Long.MAX_VALUE))
                .isZero();
    }
}
