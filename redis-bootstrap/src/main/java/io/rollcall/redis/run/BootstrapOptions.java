// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import java.time.Duration;
import java.util.Map;

/**
 * What a bootstrap shall bring about.
 *
 * @param replicasPerMaster the replicas that each master has at the least, 0 or more
 * @param configured settings that shall hold in the end on every node, whatever was found
 * @param deadline the longest time for everything, the wait for peers included
 * @param dryRun whether to end with the plan
 */
public record BootstrapOptions(
        int replicasPerMaster, Map<String, String> configured, Duration deadline, boolean dryRun) {

    /**
     * Copies the settings.
     *
     * @throws IllegalArgumentException if the number of replicas is negative or the deadline not more than zero
     */
    public BootstrapOptions {
        if (replicasPerMaster < 0) {
            throw new IllegalArgumentException("replicas per master " + replicasPerMaster + " is negative");
        }
        if (deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("the deadline " + deadline + " is not more than zero");
        }
        configured = Map.copyOf(configured);
    }
}
