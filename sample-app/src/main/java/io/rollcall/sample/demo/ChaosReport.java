// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the chaos cost.
 *
 * @param time how long it went on
 * @param kills how many Redis pods were killed
 * @param masters how many of these were masters
 * @param leaders how many leading pods of the application were deleted
 * @param whole whether the cluster was whole in the end
 * @param acknowledged how many writes were acknowledged
 * @param failed how many were not
 * @param verified how many of the acknowledged ones were checked later
 * @param lost how many of these were gone; -1 if the application could not be asked
 * @param longestGap the longest time in which some hash slot took no write
 * @param clashes how often an epoch was used twice
 */
record ChaosReport(
        Duration time,
        int kills,
        int masters,
        int leaders,
        boolean whole,
        long acknowledged,
        long failed,
        long verified,
        long lost,
        Duration longestGap,
        long clashes) {

    static ChaosReport of(
            Duration time,
            int kills,
            int masters,
            int leaders,
            boolean whole,
            Optional<JsonObject> writes,
            Optional<JsonObject> counter) {
        return new ChaosReport(
                time,
                kills,
                masters,
                leaders,
                whole,
                number(writes, "acknowledged"),
                number(writes, "failed"),
                number(writes, "verified"),
                number(writes, "lost"),
                Duration.ofMillis(number(writes, "longestGap")),
                number(counter, "clashes"));
    }

    private static long number(Optional<JsonObject> json, String name) {
        return json.map(object -> object.get(name).getAsLong()).orElse(-1L);
    }

    /** Whether nothing happened that must not. */
    boolean good() {
        return lost == 0 && clashes == 0 && whole;
    }

    List<String> lines() {
        double share = 100.0 * failed / Math.max(1, acknowledged + failed);
        return List.of(
                "Chaos, " + time.toSeconds() + " s: killed " + kills + " Redis pods (" + masters
                        + " masters), each back at a new address; deleted the leader " + leaders + " times.",
                "  acknowledged writes  " + acknowledged + ", " + verified + " of them checked later",
                "  lost of these        " + lost,
                "  failed writes        " + failed + String.format(Locale.ROOT, " (%.1f %%)", share),
                "  longest gap          " + longestGap.toMillis() + " ms without an acknowledged write to some slot",
                "  epochs used twice    " + clashes,
                "  in the end           " + (whole ? "the cluster is whole" : "the cluster is NOT whole"),
                "What this setting costs: with min-replicas-to-write 1 a shard takes no write while its only replica is away,",
                "so the loss of any pod, and not only of a master, stops the writes to its shard until it is back.");
    }
}
