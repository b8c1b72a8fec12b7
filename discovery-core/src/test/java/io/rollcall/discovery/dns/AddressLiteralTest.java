// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.10, 10.0.0.10, 53",
        "' 10.0.0.10 ', 10.0.0.10, 53",
        "10.0.0.10:5353, 10.0.0.10, 5353",
        "fd00::a, fd00:0:0:0:0:0:0:a, 53",
        "[fd00::a], fd00:0:0:0:0:0:0:a, 53",
        "[fd00::a]:5353, fd00:0:0:0:0:0:0:a, 5353",
        "::ffff:10.0.0.10, 10.0.0.10, 53"
    })
    void nameserver_isReadWithAndWithoutPort(String text, String address, int port) {
        InetSocketAddress read = AddressLiteral.nameserver(text);

        assertThat(read.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(read.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ns.example",
                "ns.example:53",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.10:",
                "10.0.0.10:0",
                "10.0.0.10:65536",
                "[fd00::a",
                "[10.0.0.10]:x",
                "[]",
                ":53",
                "fd00::a:b:c:d:e:f:1:2"
            })
    void anythingElse_isRefusedWithWhatToWrite(String text) {
        assertThatThrownBy(() -> AddressLiteral.nameserver(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("[fd00::a]:5353");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ns.example", "10.0.0.10:53", "[fd00::a]"})
    void addressWithPortOrName_isNoAddress(String text) {
        assertThatThrownBy(() -> AddressLiteral.parse(text)).hasMessageContaining("not an IP address");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.10, 10.0.0.10", "fd00::a, fd00:0:0:0:0:0:0:a"})
    void address_isRead(String text, String address) {
        assertThat(AddressLiteral.parse(text).getHostAddress()).isEqualTo(address);
    }
}
