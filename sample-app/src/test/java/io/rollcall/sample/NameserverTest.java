// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameserverTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.10, 10.0.0.10, 53",
        "10.0.0.10:5353, 10.0.0.10, 5353",
        "fd00::a, fd00:0:0:0:0:0:0:a, 53",
        "[fd00::a], fd00:0:0:0:0:0:0:a, 53",
        "[fd00::a]:5353, fd00:0:0:0:0:0:0:a, 5353",
        "' 10.0.0.10 ', 10.0.0.10, 53",
    })
    void address_isReadWithOrWithoutPort(String text, String address, int port) {
        InetSocketAddress nameserver = Nameserver.parse(text);

        assertThat(nameserver.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(nameserver.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kube-dns",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.10:0",
                "10.0.0.10:65536",
                "10.0.0.10:",
                "fd00::a::b",
                "[fd00::a",
                "dead:beef",
                "::1:99999"
            })
    void anythingElse_isRefusedAndQuoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nameserver.parse(text))
                .withMessageContaining(text.contains(":65536") ? "65536" : "nameserver");
    }
}
