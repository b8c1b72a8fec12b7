// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollcallConfigurationTest {

    @Test
    void defaults_areThoseOfTheChart() {
        try (ApplicationContext context = ApplicationContext.run()) {
            assertThat(context.getBean(RollcallConfiguration.class))
                    .isEqualTo(new RollcallConfiguration(
                            "sample-app",
                            "default",
                            "cluster.local",
                            "http",
                            8080,
                            Optional.empty(),
                            0,
                            3,
                            List.of(),
                            Duration.ofSeconds(5)));
        }
    }

    @Test
    void everySetting_reachesTheService() {
        Map<String, Object> settings = Map.of(
                "rollcall.service", "orders",
                "rollcall.namespace", "shop",
                "rollcall.cluster-domain", "corp.example",
                "rollcall.port-name", "grpc",
                "rollcall.default-port", "9090",
                "rollcall.stateful-set", "orders-v2",
                "rollcall.first-ordinal", "10",
                "rollcall.expected-peers", "5",
                "rollcall.nameservers", "10.0.0.10,[fd00::a]:5353",
                "rollcall.lookup-deadline", "750ms");
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            RollcallConfiguration configuration = context.getBean(RollcallConfiguration.class);

            assertThat(configuration.lookupDeadline()).isEqualTo(Duration.ofMillis(750));
            assertThat(configuration.nameservers()).containsExactly("10.0.0.10", "[fd00::a]:5353");
            assertThat(context.getBean(PeerDiscovery.class).service())
                    .isEqualTo(HeadlessService.named("orders")
                            .namespace("shop")
                            .clusterDomain("corp.example")
                            .portName("grpc")
                            .defaultPort(9090)
                            .statefulSet("orders-v2")
                            .firstOrdinal(10)
                            .expectedPeers(5)
                            .build());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "expected-peers, 0, expected peers 0 is not at least 1",
        "expected-peers, many, many",
        "first-ordinal, first, first",
        "default-port, http, http",
        "lookup-deadline, soon, soon",
        "default-port, 65536, default port 65536 is not 1 to 65535",
        "service, orders_v2, is not a DNS label",
        "port-name, 8080, is not 1 to 15",
        "nameservers, kube-dns, nameserver \"kube-dns\" is not an IP address",
        "lookup-deadline, 0s, lookup deadline",
    })
    void wrongSetting_endsTheStart(String key, String value, String sentence) {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of("rollcall." + key, value)))
                .hasStackTraceContaining(sentence);
    }
}
