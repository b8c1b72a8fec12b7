// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What the write monitor saw in some time.
 *
 * @param perSecond acknowledged writes in a second
 * @param failed how many were not acknowledged
 * @param longestGap the longest time without an acknowledged write to some slot since its start, in milliseconds
 * @param slowest of each second's slowest acknowledged write the median, in milliseconds
 */
record WriteWindow(double perSecond, long failed, long longestGap, long slowest) {

    /**
     * Between two answers of {@code /writes}.
     *
     * @param seconds how long that was
     */
    static WriteWindow of(JsonObject before, JsonObject after, double seconds) {
        List<Long> slowest = StreamSupport.stream(
                        after.getAsJsonArray("seconds").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(second -> second.get("at").getAsLong() > last(before))
                .map(second -> second.get("slowest").getAsLong())
                .sorted()
                .toList();
        return new WriteWindow(
                (number(after, "acknowledged") - number(before, "acknowledged")) / seconds,
                number(after, "failed") - number(before, "failed"),
                number(after, "longestGap"),
                slowest.get(slowest.size() / 2));
    }

    private static long last(JsonObject writes) {
        return StreamSupport.stream(writes.getAsJsonArray("seconds").spliterator(), false)
                .mapToLong(second -> second.getAsJsonObject().get("at").getAsLong())
                .max()
                .orElse(0);
    }

    private static long number(JsonObject json, String name) {
        return json.get(name).getAsLong();
    }

    void print(String name) {
        Benchmarks.print(name + ".writes", perSecond, "1/s");
        Benchmarks.print(name + ".failed", failed, "writes");
        Benchmarks.print(name + ".longest-gap", longestGap, "ms");
        Benchmarks.print(name + ".slowest-write", slowest, "ms");
    }
}
