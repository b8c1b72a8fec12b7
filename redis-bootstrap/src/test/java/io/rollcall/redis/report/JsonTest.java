// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void document_oneLineWithTheSchemaFirstAndWithoutWhatIsNull() {
        assertThat(Json.write(CommandDocument.of("heal", "ok", 0, "it's <done>\n", null)))
                .isEqualTo("{\"schema\":\"rollcall/1\",\"command\":\"heal\",\"outcome\":\"ok\",\"exitCode\":0,"
                        + "\"message\":\"it's <done>\\n\"}");
    }

    @Test
    void durations_areSecondsToTheMillisecond() {
        assertThat(Json.write(new FormDocument.PhaseDocument("full mesh", Duration.ofNanos(1_234_567_890))))
                .isEqualTo("{\"name\":\"full mesh\",\"seconds\":1.234}");
    }
}
