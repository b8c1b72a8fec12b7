// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerId;
import java.util.Optional;

/** Refuses, when built, what could never elect or could elect twice. */
final class Eligibility {

    private Eligibility() {}

    static void check(HeadlessService service, LeadershipPolicy policy, int required) {
        int expected = service.expectedPeers();
        int majority = LeaderDecider.majority(service);
        if (required > expected) {
            throw new IllegalArgumentException("a leader of " + service.domain() + " needs " + required
                    + " peers, but only " + expected + " are expected; require fewer or expect more");
        }
        if (required < majority) {
            throw new IllegalArgumentException("a leader of " + service.domain() + " with " + required + " of "
                    + expected + " peers could have a rival among the others; require at least " + majority);
        }
        service.self().ifPresent(self -> checkSelf(service, self));
        if (policy instanceof Policies.Fixed fixed && !isConfigured(service, fixed.ordinal())) {
            throw new IllegalArgumentException(
                    "the leader is fixed to ordinal " + fixed.ordinal() + ", but " + range(service));
        }
    }

    /** Whether an ordinal is one of the expected ones. */
    static boolean isConfigured(HeadlessService service, int ordinal) {
        return ordinal >= service.firstOrdinal() && ordinal - service.firstOrdinal() < service.expectedPeers();
    }

    private static void checkSelf(HeadlessService service, PeerId self) {
        if (!isConfigured(service, self.ordinal())) {
            throw new IllegalArgumentException("this process is " + self + ", but " + range(service)
                    + "; set the expected number of peers to the replicas of the StatefulSet");
        }
        Optional<String> set = service.statefulSet();
        if (set.isPresent() && !set.get().equals(self.set())) {
            throw new IllegalArgumentException("this process is " + self + ", but the peers of " + service.domain()
                    + " are those of the StatefulSet " + set.get() + "; correct one of them");
        }
    }

    private static String range(HeadlessService service) {
        return service.domain() + " expects " + service.expectedPeers() + " peers, ordinals " + service.firstOrdinal()
                + " to " + (service.firstOrdinal() + service.expectedPeers() - 1);
    }
}
