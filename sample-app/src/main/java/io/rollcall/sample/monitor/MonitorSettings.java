// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;

/**
 * How the write monitor writes. The defaults stand in {@code application.properties}.
 *
 * @param enabled whether it writes at all
 * @param lanes how many parts of the hash slots are written to side by side, 1 to 64; 12 unless set
 * @param keysPerLane how many keys each lane writes in turn, 1 to 10,000; 64 unless set
 * @param interval how long a lane rests between two writes, at least 1 ms; 100 ms unless set
 * @param waitReplicas how many replicas must have a write before it counts as acknowledged (WAIT), 0 to 5; 1 unless set
 * @param waitTimeout how long to wait for them, 1 ms to 10 s; 500 ms unless set
 */
@ConfigurationProperties("sample.monitor")
record MonitorSettings(
        boolean enabled, int lanes, int keysPerLane, Duration interval, int waitReplicas, Duration waitTimeout) {

    MonitorSettings {
        between("lanes", lanes, 1, 64);
        between("keys-per-lane", keysPerLane, 1, 10_000);
        between("interval in milliseconds", interval.toMillis(), 1, 3_600_000);
        between("wait-replicas", waitReplicas, 0, 5);
        between("wait-timeout in milliseconds", waitTimeout.toMillis(), 1, 10_000);
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "sample.monitor: " + name + " " + value + " is not " + least + " to " + most);
        }
    }
}
