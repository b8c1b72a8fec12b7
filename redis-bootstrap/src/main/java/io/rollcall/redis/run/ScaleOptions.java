// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.ScaleGoal;
import io.rollcall.redis.node.MigrationKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What scaling shall bring about, and how.
 *
 * @param goal what the cluster shall consist of
 * @param drains whether pods may only leave
 * @param configured settings that shall hold in the end on every node, whatever was found
 * @param deadline the longest time for everything
 * @param patience the longest wait for pods to be listed, to answer and to be healthy, before anything is changed
 * @param rate how fast keys may move
 * @param kind the way to move slots; empty for the best one that all nodes offer
 * @param dryRun whether to end with the plan
 */
public record ScaleOptions(
        ScaleGoal goal,
        boolean drains,
        Map<String, String> configured,
        Duration deadline,
        Duration patience,
        MigrationRate rate,
        Optional<MigrationKind> kind,
        boolean dryRun) {

    /**
     * Copies the settings.
     *
     * @throws IllegalArgumentException if a time is not more than zero
     */
    public ScaleOptions {
        if (deadline.isZero() || deadline.isNegative() || patience.isZero() || patience.isNegative()) {
            throw new IllegalArgumentException(
                    "the times " + deadline + " and " + patience + " are not more than zero");
        }
        configured = Map.copyOf(configured);
    }
}
