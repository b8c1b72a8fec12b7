// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResourceTest {

    private final Resource resource = new Resource();

    @Test
    void lowerEpoch_isRefused() {
        resource.write(2, "web-0#1", Duration.ofSeconds(1));
        resource.write(1, "web-1#1", Duration.ofSeconds(2));

        assertThat(resource.accepted()).extracting(AcceptedEpoch::epoch).containsExactly(2L);
        assertThat(resource.violations()).isEmpty();
    }

    @Test
    void twoWritersInOneEpoch_areAViolation() {
        resource.write(1, "web-0#1", Duration.ofSeconds(1));
        resource.write(1, "web-0#1", Duration.ofSeconds(2));
        assertThat(resource.violations()).isEmpty();

        resource.write(1, "web-0#2", Duration.ofSeconds(3));

        assertThat(resource.violations())
                .containsExactly("epoch 1 was accepted from web-0#1 and, at PT3S, from web-0#2");
    }
}
