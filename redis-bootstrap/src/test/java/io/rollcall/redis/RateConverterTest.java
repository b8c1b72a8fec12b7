// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.redis.run.MigrationRate;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RateConverterTest {

    private final RateConverter converter = new RateConverter();

    @ParameterizedTest
    @ValueSource(strings = {"5000", "5000keys", "5000keys/s", " 5000KEYS "})
    void keys_read(String text) {
        assertThat(converter.convert(text)).isEqualTo(new MigrationRate(OptionalLong.of(5_000), OptionalLong.empty()));
    }

    @Test
    void bytes_readInBothKindsOfUnits() {
        assertThat(converter.convert("20MB").bytesPerSecond()).hasValue(20_000_000);
        assertThat(converter.convert("20MiB/s").bytesPerSecond()).hasValue(20L << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "fast", "5 000", "10mbit", "9999999999999"})
    void anythingElse_refusedWithExamples(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("5000keys, 20MB or 20MiB");
    }
}
