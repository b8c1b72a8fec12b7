// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPointTest {

    @Test
    void nthEffectOfAName_faultsOnce() {
        List<String> log = new ArrayList<>();
        FaultPoint fault = FaultPoint.parse("meet:2", () -> log.add("fault"));

        for (String effect : List.of("configure", "meet", "replicate", "meet", "meet")) {
            fault.reached(effect);
            log.add(effect);
        }

        assertThat(log).containsExactly("configure", "meet", "replicate", "fault", "meet", "meet");
    }

    @Test
    void any_countsEffectsOfEveryName() {
        List<String> log = new ArrayList<>();
        FaultPoint fault = FaultPoint.parse("any:3", () -> log.add("fault"));

        for (String effect : List.of("configure", "meet", "replicate")) {
            fault.reached(effect);
            log.add(effect);
        }

        assertThat(log).containsExactly("configure", "meet", "fault", "replicate");
    }

    @Test
    void effects_areNamedAsTheirCommands() {
        assertThat(List.of(
                                new Effect.Configure(0, Map.of()),
                                new Effect.SetConfigEpoch(0, 1),
                                new Effect.Meet(0, new NodeAddress("10.0.0.1", 6379)),
                                new Effect.SaveConfig(0))
                        .stream()
                        .map(Effect::name))
                .containsExactly("configure", "set-config-epoch", "meet", "save-config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "meet:0", "meet:", "Meet", "meet:x", "meet 3"})
    void anythingElse_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> FaultPoint.parse(text, () -> {}));
    }
}
