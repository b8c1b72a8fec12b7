// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What somebody who follows a service believed, and when; compared with the truth. Thread-safe. */
final class MemberLog {

    private final Set<String> live = new HashSet<>();
    private final Map<String, Long> changedAt = new HashMap<>();
    private final Map<String, Long> noticedAt = new HashMap<>();
    private Set<String> believed = Set.of();
    private int wrongRemovals;

    /** The truth from now on. */
    synchronized void begins(String pod) {
        live.add(pod);
        changes(pod);
    }

    /** The truth from now on. */
    synchronized void ends(String pod) {
        live.remove(pod);
        changes(pod);
    }

    private void changes(String pod) {
        changedAt.put(pod, System.nanoTime());
        noticedAt.remove(pod);
    }

    /** What is believed from now on. */
    synchronized void believes(Set<String> members) {
        long now = System.nanoTime();
        for (String pod : believed) {
            if (!members.contains(pod)) {
                if (live.contains(pod)) {
                    wrongRemovals++;
                } else {
                    noticedAt.putIfAbsent(pod, now);
                }
            }
        }
        for (String pod : members) {
            if (!believed.contains(pod) && live.contains(pod)) {
                noticedAt.putIfAbsent(pod, now);
            }
        }
        believed = Set.copyOf(members);
    }

    synchronized int believed() {
        return believed.size();
    }

    /** How long the last change of a pod took to be noticed; empty if it was not. */
    synchronized Optional<Duration> delay(String pod) {
        return Optional.ofNullable(noticedAt.get(pod)).map(at -> Duration.ofNanos(at - changedAt.get(pod)));
    }

    /** How often a live pod was taken for gone. */
    synchronized int wrongRemovals() {
        return wrongRemovals;
    }
}
