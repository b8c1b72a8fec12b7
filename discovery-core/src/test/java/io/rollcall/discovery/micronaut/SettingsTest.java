// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerWatch;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static OrdersDns dns;

    @BeforeAll
    static void startDns() {
        dns = new OrdersDns();
    }

    @AfterAll
    static void stopDns() {
        dns.close();
    }

    @Test
    void expectedPeersAndIdentity_givePeers() throws InterruptedException {
        try (ApplicationContext application = dns.run(Map.of())) {
            PeerWatch watch = application.getBean(PeerWatch.class);

            assertThat(watch.await(Completeness.COMPLETE, OrdersDns.PATIENCE).peers())
                    .extracting(peer -> peer.name())
                    .containsExactly("orders-0", "orders-1", "orders-2");
            assertThat(application.getBean(PeerDiscovery.class).service().self())
                    .isEqualTo(Optional.of(new PeerId("orders", 0)));
        }
    }

    @Test
    void noExpectedPeers_noBeans() {
        try (ApplicationContext application = ApplicationContext.run()) {
            assertThat(application.containsBean(PeerDiscovery.class)).isFalse();
            assertThat(application.containsBean(PeerWatch.class)).isFalse();
        }
    }

    @Test
    void disabled_noBeans() {
        try (ApplicationContext application = dns.run(Map.of("rollcall.enabled", "false"))) {
            assertThat(application.containsBean(PeerDiscovery.class)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rollcall.expected-peers       | three       | rollcall.expected-peers
                    rollcall.expected-peers       | 0           | "0", which is not a whole number from 1
                    rollcall.watch.misses         | thre        | rollcall.watch.misses
                    rollcall.watch.misses         | 0           | 0 misses are not 1 to 100
                    rollcall.watch.longest-poll   | soon        | rollcall.watch.longest-poll
                    rollcall.try-timeout          | a while     | rollcall.try-timeout
                    rollcall.try-timeout          | -1s         | try time-out
                    rollcall.family               | ipv5        | rollcall.family
                    rollcall.nameservers          | ns1.example | nameserver "ns1.example" is not an IP address
                    rollcall.pod-name             | orders      | orders
                    rollcall.leader.enabled       | perhaps     | rollcall.leader.enabled
                    rollcall.leader.policy        | highest     | rollcall.leader.policy
                    rollcall.leader.policy        | fixed       | rollcall.leader.fixed-ordinal is not set
                    rollcall.client.include-self  | maybe       | rollcall.client.include-self
                    rollcall.health.awaited       | most        | rollcall.health.awaited
                    """)
    void wrongSetting_endsTheStartWithItsName(String key, String value, String sentence) {
        // A start that fails leaves the beans that it has made to whoever closes the context.
        try (ApplicationContext application = dns.context(Map.of(key, value))) {
            assertThatThrownBy(application::start).hasStackTraceContaining(sentence);
        }
    }
}
