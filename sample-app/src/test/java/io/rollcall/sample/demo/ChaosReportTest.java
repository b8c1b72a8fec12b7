// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChaosReportTest {

    private static final String COUNTER = "{'clashes': 0}";

    @Test
    void everythingKept_isGood() {
        ChaosReport report = report(0, COUNTER, true);

        assertThat(report.good()).isTrue();
        assertThat(report.lines())
                .contains(
                        "Chaos, 60 s: killed 9 Redis pods (5 masters), each back at a new address; deleted the leader 2"
                                + " times.",
                        "  failed writes        100 (10.0 %)");
    }

    @Test
    void lostWrite_epochUsedTwice_brokenCluster_areNot() {
        assertThat(report(1, COUNTER, true).good()).isFalse();
        assertThat(report(0, "{'clashes': 1}", true).good()).isFalse();
        assertThat(report(0, COUNTER, false).good()).isFalse();
        assertThat(report(0, COUNTER, false).lines()).anyMatch(line -> line.contains("NOT whole"));
    }

    @Test
    void silentApplication_isNoProofOfAnything() {
        ChaosReport report = ChaosReport.of(Duration.ofMinutes(1), 9, 5, 2, true, Optional.empty(), Optional.empty());

        assertThat(report.good()).isFalse();
    }

    private static ChaosReport report(int lost, String counter, boolean whole) {
        String writes =
                "{'acknowledged': 900, 'failed': 100, 'verified': 800, 'lost': " + lost + ", 'longestGap': 2100}";
        return ChaosReport.of(Duration.ofMinutes(1), 9, 5, 2, whole, json(writes), json(counter));
    }

    private static Optional<JsonObject> json(String text) {
        return Optional.of(JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject());
    }
}
