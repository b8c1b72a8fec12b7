// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherServiceTest {

    /** A pod of inventory-2, whose own variables must not leak into another service. */
    private static final Sources POD = new Sources(
            Map.of("ROLLCALL_SERVICE", "inventory", "ROLLCALL_STATEFULSET", "inventory", "ROLLCALL_EXPECTED_PEERS", "3"),
            Optional.empty(),
            Optional.of("search shop.svc.example.org svc.example.org example.org\nnameserver 10.0.0.10\n"),
            Optional.of("shop"),
            Optional.of("inventory-2"));

    @Test
    void nameWithADot_isComplete() {
        assertThat(OtherService.named("redis.service.consul").build().domain()).isEqualTo("redis.service.consul.");
    }

    @Test
    void nameWithoutADot_isInTheNamespaceOfThisProcess() {
        var service = OtherService.named("orders", POD).build();

        assertThat(service.domain()).isEqualTo("orders.shop.svc.example.org.");
        assertThat(service.statefulSet()).isEmpty();
        assertThat(service.self()).isEmpty();
    }

    @Test
    void noNamespaceToBeTold_isRefused() {
        assertThatThrownBy(() -> OtherService.named("orders", Sources.of(Map.of())))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("namespace");
    }
}
