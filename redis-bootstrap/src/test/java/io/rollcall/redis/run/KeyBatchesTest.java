// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.node.KeyBatch;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyBatchesTest {

    @Test
    void smallKeysOfTwoSlots_oneRoundWithABatchEach() {
        List<List<KeyBatch>> rounds =
                KeyBatches.rounds(List.of(3, 5), List.of(keys(2), keys(1)), List.of(100L, 100L, 100L));

        assertThat(rounds).singleElement().satisfies(round -> {
            assertThat(round).extracting(KeyBatch::slot).containsExactly(3, 5);
            assertThat(round).extracting(batch -> batch.keys().size()).containsExactly(2, 1);
            assertThat(round).extracting(KeyBatch::bytes).containsExactly(200L, 100L);
        });
    }

    @Test
    void keyLargerThanTheBudget_travelsAlone() {
        List<List<KeyBatch>> rounds =
                KeyBatches.rounds(List.of(3), List.of(keys(3)), List.of(10L, 10 * KeyBatches.ROUND_BYTES, 10L));

        assertThat(rounds).hasSize(3).allSatisfy(round -> assertThat(round).hasSize(1));
    }

    @Test
    void manyKeys_noRoundHasMoreThanItMayAndNoneIsLost() {
        List<List<KeyBatch>> rounds =
                KeyBatches.rounds(List.of(3), List.of(keys(5_000)), Collections.nCopies(5_000, 1L));

        assertThat(rounds)
                .allSatisfy(round -> assertThat(round.stream()
                                .mapToInt(batch -> batch.keys().size())
                                .sum())
                        .isLessThanOrEqualTo(KeyBatches.ROUND_KEYS));
        assertThat(rounds.stream()
                        .flatMap(List::stream)
                        .mapToInt(batch -> batch.keys().size())
                        .sum())
                .isEqualTo(5_000);
    }

    private static List<byte[]> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toString(i).getBytes(StandardCharsets.US_ASCII))
                .toList();
    }
}
