// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a fence guards: it takes a write if its epoch is no lower than the highest it has seen. */
final class Resource {

    private final List<AcceptedEpoch> accepted = new ArrayList<>();
    private final Map<Long, String> writers = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long highest;

    void write(long epoch, String process, Duration at) {
        if (epoch < highest) {
            return;
        }
        highest = epoch;
        String writer = writers.putIfAbsent(epoch, process);
        if (writer == null) {
            accepted.add(new AcceptedEpoch(epoch, process, at));
        } else if (!writer.equals(process)) {
            violations.add("epoch " + epoch + " was accepted from " + writer + " and, at " + at + ", from " + process);
        }
    }

    List<AcceptedEpoch> accepted() {
        return accepted;
    }

    /** Two writers of one epoch, in sentences. */
    List<String> violations() {
        return violations;
    }
}
