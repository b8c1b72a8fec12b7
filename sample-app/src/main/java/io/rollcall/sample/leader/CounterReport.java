// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.leader;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * The counter as JSON.
 *
 * @param value how many steps were taken
 * @param epoch the highest epoch that took one, as text: it may be beyond what JavaScript counts exactly; 0 if none did
 * @param owner who took it
 * @param refused how many steps of this process were refused because a higher epoch had taken one
 * @param clashes how many steps of this process were refused because another process had used its epoch; must stay 0
 * @param terms the last terms, newest first
 * @param problem why the counter could not be read or advanced just now; empty if it could
 */
@Serdeable.Serializable
record CounterReport(
        long value, String epoch, String owner, long refused, long clashes, List<Term> terms, String problem) {

    static final CounterReport NONE = new CounterReport(0, "0", "", 0, 0, List.of(), "the counter was not read yet");

    /**
     * One term.
     *
     * @param epoch its epoch
     * @param owner who led
     * @param from what the counter was when it began
     */
    @Serdeable.Serializable
    record Term(String epoch, String owner, long from) {}
}
