// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

    @Test
    void nothingOrBlank_isTheUsual() {
        DemoOptions usual = new DemoOptions(false, false, Duration.ofMinutes(5));

        assertThat(DemoOptions.of(name -> null)).isEqualTo(usual);
        assertThat(DemoOptions.of(name -> " ")).isEqualTo(usual);
    }

    @Test
    void values_areRead() {
        Map<String, String> properties = Map.of("demo.exit", "true", "demo.chaos", "true", "demo.chaos.seconds", "20");

        assertThat(DemoOptions.of(properties::get)).isEqualTo(new DemoOptions(true, true, Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @CsvSource({
        "demo.chaos, maybe, -Ddemo.chaos=maybe is neither true nor false",
        "demo.exit, yes, -Ddemo.exit=yes is neither true nor false",
        "demo.chaos.seconds, 0, -Ddemo.chaos.seconds=0 is no number of seconds from 1 to 86400",
        "demo.chaos.seconds, -5, -Ddemo.chaos.seconds=-5 is no number",
        "demo.chaos.seconds, 99999, -Ddemo.chaos.seconds=99999 is no number",
        "demo.chaos.seconds, 5m, -Ddemo.chaos.seconds=5m is no number",
    })
    void otherValues_areRefusedInOneSentence(String name, String value, String sentence) {
        assertThatThrownBy(() -> DemoOptions.of(asked -> asked.equals(name) ? value : null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
