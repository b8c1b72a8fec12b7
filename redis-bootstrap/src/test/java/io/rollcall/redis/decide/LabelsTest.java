// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

    @ParameterizedTest
    @CsvSource({
        "rollcall:worker=node-7;zone=eu-1a, node-7, eu-1a",
        "rollcall/worker=node-7/zone=eu-1a, node-7, eu-1a",
        "rollcall:worker=node-7, node-7,",
        "rollcall:zone=eu-1a, , eu-1a",
        "rollcall:worker=;zone=, ,",
        "redis, ,",
        "node-7, ,"
    })
    void text_workerAndZone(String text, String worker, String zone) {
        assertThat(Labels.of(Map.of("syslog-ident", text)))
                .isEqualTo(new Labels(Optional.ofNullable(worker), Optional.ofNullable(zone)));
    }

    @Test
    void humanNodename_comesBeforeSyslogIdent() {
        assertThat(Labels.of(Map.of(
                        "syslog-ident", "rollcall:worker=old",
                        "cluster-announce-human-nodename", "rollcall/worker=new/zone=z")))
                .isEqualTo(new Labels(Optional.of("new"), Optional.of("z")));
    }

    @Test
    void availabilityZone_winsOverTheText() {
        assertThat(Labels.of(Map.of("syslog-ident", "rollcall:worker=w;zone=a", "availability-zone", "b")))
                .isEqualTo(new Labels(Optional.of("w"), Optional.of("b")));
    }
}
