// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdTest {

    @ParameterizedTest
    @CsvSource({
        "web-0,web,0",
        "WEB-7,web,7",
        "web-2-10,web-2,10",
        "a-b-1,a-b,1",
        "web-2147483647,web,2147483647",
        "web-007,web,7",
        "dead-beef-1,dead-beef,1",
        "10-1-2,10-1,2"
    })
    void podName_setAndOrdinal(String name, String set, int ordinal) {
        assertThat(PeerId.parse(name)).contains(new PeerId(set, ordinal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web",
                "web-",
                "-1",
                "web-x",
                "web-1x",
                "web-2147483648",
                "web-99999999999",
                "10-1-2-3",
                "5678-abcd--1",
                "1-2-3-4-5-6-7-8",
                "--1"
            })
    void noOrdinalOrDashedAddress_nothing(String name) {
        assertThat(PeerId.parse(name)).isEmpty();
    }

    @Test
    void order_isByOrdinalThenSet() {
        PeerId a2 = new PeerId("a", 2);
        PeerId b1 = new PeerId("b", 1);
        PeerId a10 = new PeerId("a", 10);
        PeerId b2 = new PeerId("b", 2);

        assertThat(List.of(a10, b2, a2, b1).stream().sorted()).containsExactly(b1, a2, b2, a10);
    }

    @Test
    void impossibleParts_refused() {
        assertThatThrownBy(() -> new PeerId("", 1)).hasMessageContaining("empty name");
        assertThatThrownBy(() -> new PeerId("web", -1))
                .hasMessageContaining("-1")
                .hasMessageContaining("web");
    }
}
