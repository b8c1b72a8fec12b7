// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What the write monitor has seen, as JSON. Durations are in milliseconds.
 *
 * @param waitReplicas how many replicas must have a write before it counts as acknowledged
 * @param acknowledged how many writes were
 * @param failed how many were not
 * @param verified of how many acknowledged writes it was checked later that they are still there
 * @param lost how many of these were not
 * @param longestGap the longest time in which some hash slot took no write
 * @param gap the longest such time that lasts now; 0 if all slots take writes
 * @param reason what the last failure was; empty if there was none
 * @param seconds the last minutes, one element a second, oldest first
 */
@Serdeable.Serializable
record WritesReport(
        int waitReplicas,
        long acknowledged,
        long failed,
        long verified,
        long lost,
        long longestGap,
        long gap,
        String reason,
        List<Second> seconds) {

    /**
     * One second.
     *
     * @param at its end, in seconds since 1970
     * @param acknowledged how many writes were acknowledged in it
     * @param failed how many were not
     * @param slowest the longest that an acknowledged write took, in milliseconds
     */
    @Serdeable.Serializable
    record Second(long at, int acknowledged, int failed, long slowest) {}
}
