// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer of {@code /health} and those below it.
 *
 * @param status {@code UP}, or {@code DOWN} if one of the checks is
 * @param checks what was checked
 */
public record HealthDocument(String status, List<Check> checks) {

    /**
     * One check.
     *
     * @param name what it is about
     * @param status {@code UP} or {@code DOWN}
     * @param reason one sentence; null if there is nothing to say
     */
    public record Check(
            String name, String status, @Nullable String reason) {

        /** A check that is up, or down for a reason. */
        public static Check of(String name, boolean up, @Nullable String reason) {
            return new Check(name, up ? "UP" : "DOWN", up ? null : reason);
        }

        boolean up() {
            return status.equals("UP");
        }
    }

    /** The sum of some checks. */
    public static HealthDocument of(List<Check> checks) {
        return new HealthDocument(checks.stream().allMatch(Check::up) ? "UP" : "DOWN", List.copyOf(checks));
    }
}
