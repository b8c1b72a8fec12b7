// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.node.Probe;
import java.util.Optional;

/**
 * The last look at one pod.
 *
 * @param pod which pod
 * @param address where it was asked
 * @param probe what came back
 */
record PodLook(PodKey pod, NodeAddress address, Probe probe) {

    Optional<NodeReport> report() {
        return probe instanceof Probe.Answered answered ? Optional.of(answered.report()) : Optional.empty();
    }

    /** Why there is no report; empty if there is one. */
    Optional<String> problem() {
        if (probe instanceof Probe.Silent silent) {
            return Optional.of(silent.reason());
        }
        return probe instanceof Probe.Unusable unusable
                ? Optional.of(unusable.refusal().sentence())
                : Optional.empty();
    }
}
