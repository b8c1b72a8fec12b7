// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** Prints each figure as one line, {@code BENCH <name> <value> <unit>}. */
final class Figures {

    private final PrintStream out;

    Figures(PrintStream out) {
        this.out = out;
    }

    /** A number of things. */
    void count(String name, long value, String unit) {
        print(name, Long.toString(value), unit);
    }

    /** The median of a measurement that was made several times. */
    void median(String name, double[] values, String unit) {
        measured(name, median(values), unit);
    }

    /** A measurement, to three places where it is small. */
    void measured(String name, double value, String unit) {
        int places = Math.abs(value) < 10 ? 3 : Math.abs(value) < 1000 ? 1 : 0;
        print(name, String.format(Locale.ROOT, "%." + places + "f", value), unit);
    }

    /** The median of one measurement divided by another, round by round, so that a busy moment spoils one round only. */
    void ratio(String name, double[] values, double[] others) {
        Objects.checkIndex(values.length - 1, others.length);
        double[] ratios = new double[values.length];
        Arrays.setAll(ratios, i -> values[i] / others[i]);
        median(name, ratios, "times");
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private void print(String name, String value, String unit) {
        out.println("BENCH " + name + " " + value + " " + unit);
        out.flush();
    }
}
