// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadlessServiceTest {

    @Test
    void parts_makeAnAbsoluteLowerCaseName() {
        HeadlessService service = HeadlessService.named("Orders")
                .namespace("Shop")
                .clusterDomain("K8s.Corp.example")
                .portName("HTTP")
                .build();

        assertThat(service.domain()).isEqualTo("orders.shop.svc.k8s.corp.example.");
        assertThat(service.portName()).contains("http");
        assertThat(service.expectedPeers()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis.service.consul", "redis.service.consul."})
    void completeName_isTakenAsItIs(String domain) {
        assertThat(HeadlessService.ofDomain(domain).build().domain()).isEqualTo("redis.service.consul.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a_b", "-a", "a-", "a..b", "a b", "ä", "$(id)"})
    void noDnsLabel_refusedWithTheLabel(String name) {
        assertThatThrownBy(() -> HeadlessService.named(name).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a DNS label");
    }

    @Test
    void lengths_areCheckedWhenConfigured() {
        assertThatThrownBy(() -> HeadlessService.named("a".repeat(64)).build()).hasMessageContaining("1 to 63");
        String long250 = "a.".repeat(125) + "aa";
        assertThatThrownBy(() -> HeadlessService.ofDomain(long250).build()).hasMessageContaining("no pod name fits");
        String set = "w".repeat(61);
        assertThat(HeadlessService.named("web")
                        .statefulSet(set)
                        .expectedPeers(10)
                        .build()
                        .statefulSet())
                .contains(set);
        assertThatThrownBy(() -> HeadlessService.named("web")
                        .statefulSet(set)
                        .expectedPeers(11)
                        .build())
                .hasMessageContaining(set + "-10.web.default");
    }

    @Test
    void numbersOutOfRange_refusedWithTheirValue() {
        HeadlessService.Builder web = HeadlessService.named("web");
        assertThatThrownBy(() -> HeadlessService.named("web").expectedPeers(0).build())
                .hasMessageContaining("expected peers 0");
        assertThatThrownBy(() -> HeadlessService.named("web").firstOrdinal(-1).build())
                .hasMessageContaining("first ordinal -1");
        assertThatThrownBy(() -> HeadlessService.named("web").defaultPort(0).build())
                .hasMessageContaining("default port 0");
        assertThatThrownBy(() -> web.portName("port-name-that-is-too-long").build())
                .hasMessageContaining("RFC 6335");
        assertThatThrownBy(() -> HeadlessService.named("web").statefulSet("a.b").build())
                .hasMessageContaining("\"a.b\"");
    }
}
