// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReplyTest {

    private static final long YEAR_2094 = 69L * 365 * 24 * 3600 * 1000;

    @Test
    void laterConfigEpoch_outweighsAnyClock() {
        assertThat(Reply.epoch(8, 1)).isGreaterThan(Reply.epoch(7, YEAR_2094));
    }

    @Test
    void halves_comeBack() {
        long epoch = Reply.epoch(4_000_000, YEAR_2094);

        assertThat(Reply.high(epoch)).isEqualTo(4_000_000);
        assertThat(Reply.low(epoch)).isEqualTo(YEAR_2094);
        assertThat(epoch).isPositive();
    }

    @Test
    void halfThatDoesNotFit_isNotCutShort() {
        assertThatThrownBy(() -> Reply.epoch(1L << 22, 1)).hasMessageContaining("out of range");
        assertThatThrownBy(() -> Reply.epoch(1, 1L << 41)).hasMessageContaining("out of range");
    }
}
