// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import java.util.List;
import java.util.Locale;

/** Prints each figure as one line, {@code BENCH <name> <value> <unit>}. */
final class Figures {

    /** A number of things. */
    void count(String name, long value, String unit) {
        print(name, Long.toString(value), unit);
    }

    /** The median of a measurement that was made several times. */
    void median(String name, List<Double> values, String unit) {
        print(name, String.format(Locale.ROOT, "%.3f", median(values)), unit);
    }

    /** How many times the median of the others is that of the values. */
    void ratio(String name, List<Double> others, List<Double> values) {
        print(name, String.format(Locale.ROOT, "%.1f", median(others) / median(values)), "times");
    }

    /** The middle one, or of an even number the mean of the two in the middle. */
    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void print(String name, String value, String unit) {
        System.out.println("BENCH " + name + " " + value + " " + unit);
        System.out.flush();
    }
}
