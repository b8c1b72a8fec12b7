// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * What happened in a {@link Simulation}. Immutable.
 *
 * @param seed the seed it grew from
 * @param settings the settings in one line
 * @param text everything that happened, one line each: settings and script, then moments. Starts with {@code +} and
 *     seconds, then the process, {@code web-0#2} being the second one of {@code web-0}, then what it did
 * @param lookups how many lookups all processes sent
 * @param terms who led when, in the order in which terms ended
 * @param overlaps when two processes thought at once that they lead, in the order in which that ended
 * @param accepted the epochs that the guarded resource accepted, in that order; empty without fencing
 * @param violations what contradicts the promise of fencing, a sentence each: an epoch accepted from two processes, or
 *     begun after a higher one. Empty, or there is a defect
 * @param longestLeaderless for how long at the most nobody led while nothing was wrong: all pods ran, no disruption was
 *     under way, caches and replicas could only know the truth, and servers that had disagreed before were trusted again
 * @since 0.1
 */
public record History(
        long seed,
        String settings,
        String text,
        long lookups,
        List<Leadership> terms,
        List<Overlap> overlaps,
        List<AcceptedEpoch> accepted,
        List<String> violations,
        Duration longestLeaderless) {

    /** Copies the lists. */
    public History {
        terms = List.copyOf(terms);
        overlaps = List.copyOf(overlaps);
        accepted = List.copyOf(accepted);
        violations = List.copyOf(violations);
    }

    /** SHA-256 of {@link #text}, in hexadecimal: equal if, and only if, the histories are. */
    public String sha256() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The settings and how much happened; {@link #text} is the whole. */
    @Override
    public String toString() {
        return settings + ": " + terms.size() + " terms, " + overlaps.size() + " overlaps, " + lookups + " lookups"
                + (violations.isEmpty() ? "" : ", " + violations);
    }
}
