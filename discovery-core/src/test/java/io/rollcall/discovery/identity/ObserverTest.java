// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Processes that look at peers and are none of them. */
class ObserverTest {

    @Test
    void observer_hasNoNameAndKeepsTheSetAsAFilter() {
        Identity identity = Identity.builder()
                .observer()
                .statefulSet("web")
                .identify(Given.threeOfConsul().with("POD_NAME", "tools-24568").sources())
                .orElseThrow();

        assertThat(identity.self()).isEmpty();
        assertThat(identity.podName()).isEmpty();
        assertThat(identity.service().statefulSet()).contains("web");
        assertThat(identity).hasToString("an observer of web.service.consul., 3 expected");
    }

    @Test
    void observersOwnService_isNotTheOneItLooksAt() {
        Given observer = Given.web2().with("ROLLCALL_MEMBER", "false");

        assertThat(observer.problems()).singleElement().asString().startsWith("no source says the service: ");
        assertThat(observer.with("ROLLCALL_SERVICE", "redis")
                        .identity()
                        .service()
                        .domain())
                .isEqualTo("redis.default.svc.cluster.local.");
    }

    @Test
    void memberByDeclaration_stillNeedsAName() {
        assertThat(Given.threeOfConsul().with("ROLLCALL_MEMBER", "true").problems())
                .singleElement()
                .asString()
                .startsWith("no source says the pod name: ");
    }
}
