// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.testing.InMemoryFencingTokens;
import io.rollcall.discovery.testing.VirtualTime;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What could elect nobody, or two, is refused when it is built. */
class EligibilityTest {

    private final VirtualTime time = new VirtualTime();

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void expectedSizeThatIsNotPositive_isRefused(int expected) {
        assertRefused("expected peers " + expected, "at least 1").when(() -> Seen.service(expected, 0));
    }

    @Test
    void moreRequiredThanExpected_isRefused() {
        refuses(Seen.service(3, 0), builder -> builder.requiredPeers(4), "needs 4 peers", "only 3 are expected");
    }

    @Test
    void fewerRequiredThanAMajority_isRefused() {
        refuses(Seen.service(4, 0), builder -> builder.requiredPeers(2), "2 of 4", "at least 3");
    }

    @Test
    void ownOrdinalOutsideOfTheRange_isRefused() {
        refuses(Seen.service(3, 3), builder -> builder, "web-3", "expects 3 peers, ordinals 0 to 2");
    }

    @Test
    void fixedOrdinalOutsideOfTheRange_isRefused() {
        refuses(
                Seen.service(3, 0),
                builder -> builder.policy(LeadershipPolicy.fixed(5)),
                "ordinal 5",
                "ordinals 0 to 2");
    }

    @Test
    void ownSetThatIsNotTheOneThatCounts_isRefused() {
        HeadlessService service = HeadlessService.named("web")
                .expectedPeers(3)
                .statefulSet("db")
                .self(Seen.web(0))
                .build();

        refuses(service, builder -> builder, "web-0", "StatefulSet db");
    }

    @Test
    void policyThatNeedsAnIncumbent_isRefused_withNobodyToAsk() {
        refuses(Seen.service(3, 0), builder -> builder.policy(LeadershipPolicy.sticky()), "sticky", "fencing");
    }

    @Test
    void fenceForNobody_isRefused() {
        HeadlessService observer = HeadlessService.named("web").expectedPeers(3).build();

        refuses(
                observer,
                builder -> builder.fencing(new InMemoryFencingTokens(Duration.ofSeconds(1), time::nanoTime)),
                "web.default.svc.cluster.local.",
                "set self");
    }

    @Test
    void agreementLongerThanTheWindow_isRefused() {
        refuses(
                Seen.service(3, 0),
                builder -> builder.confirmation((service, voter) -> {
                            throw new AssertionError("nothing must be opened");
                        })
                        .confirmationValidity(Duration.ofSeconds(11)),
                "PT11S",
                "PT10S");
    }

    private void refuses(HeadlessService service, UnaryOperator<LeaderElectorBuilder> settings, String... words) {
        LeaderElectorBuilder builder = settings.apply(LeaderElector.builder(new ScriptedWatch(service, time::nanoTime))
                .scheduler(time));

        assertRefused(words).when(builder::build);
    }

    private static Refusal assertRefused(String... words) {
        return attempt -> {
            var refusal = assertThatThrownBy(attempt::run).isInstanceOf(IllegalArgumentException.class);
            for (String word : words) {
                refusal.hasMessageContaining(word);
            }
        };
    }

    private interface Refusal {
        void when(Runnable attempt);
    }
}
