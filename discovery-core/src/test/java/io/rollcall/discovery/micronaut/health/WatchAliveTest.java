// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.health.HealthStatus;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class WatchAliveTest {

    /** Three times 30 s, 15 s and 30 s, which are the defaults. */
    private static final Duration LIMIT = Duration.ofSeconds(225);

    private final VirtualTime time = new VirtualTime();
    private final WatchAlive alive = new WatchAlive(WatchOptions.defaults(), time::nanoTime);

    @Test
    void noLookupObserved_isUp() {
        time.advance(LIMIT.multipliedBy(2));

        assertThat(status()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void lookupsEndLater_isDownOnlyBeyondTheLimit() {
        alive.looked(new LookupResult.Failed(List.of()), Duration.ofSeconds(5));
        time.advance(LIMIT);
        assertThat(status()).isEqualTo(HealthStatus.UP);

        time.advance(Duration.ofMillis(1));
        assertThat(status()).isEqualTo(HealthStatus.DOWN);
    }

    @Test
    void lookupEndsAgain_isUpAgain() {
        alive.looked(new LookupResult.Failed(List.of()), Duration.ZERO);
        time.advance(LIMIT.multipliedBy(2));
        alive.looked(new LookupResult.Absent(List.of()), Duration.ZERO);

        assertThat(status()).isEqualTo(HealthStatus.UP);
    }

    private HealthStatus status() {
        return Mono.from(alive.getResult()).blockOptional().orElseThrow().getStatus();
    }
}
