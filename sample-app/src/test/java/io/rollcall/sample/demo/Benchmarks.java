// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the benchmarks whose names begin with the system property {@code bench}; all of them if it is empty.
 *
 * <p>{@code ./mvnw -q -Pbench -Dbench=sample}; {@code bench.sse} (6m) and {@code bench.chaos} (5m) say how long
 * readers read at most and pods are killed.
 */
public final class Benchmarks {

    /** One of them. */
    interface Body {
        void run() throws Exception;
    }

    private Benchmarks() {}

    /** Runs them one after the other. */
    public static void main(String[] args) throws Exception {
        String wanted = System.getProperty("bench", "");
        Map<String, Body> all = new LinkedHashMap<>();
        all.put("sample.start", StartFigures::run);
        all.put("sample.promoted-visible", PromotionFigures::run);
        all.put("sample.sse500", ReaderFigures::run);
        all.put("sample.chaos", ChaosFigures::run);
        for (Map.Entry<String, Body> one : all.entrySet()) {
            if (one.getKey().startsWith(wanted) || wanted.startsWith(one.getKey())) {
                one.getValue().run();
                print(
                        one.getKey() + ".load",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        "load");
            }
        }
        System.exit(0);
    }

    /** How long something goes on: the system property {@code bench.<name>}, as {@code 90s} or {@code 5m}. */
    static Duration time(String name, String unlessSet) {
        String text = System.getProperty("bench." + name, "");
        try {
            return Duration.parse("PT" + (text.isEmpty() ? unlessSet : text));
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException(
                    "-Dbench." + name + "=" + text + " is no time; give it as 90s or 5m", wrong);
        }
    }

    static void print(String name, double value, String unit) {
        System.out.println("BENCH " + name + " " + String.format(Locale.ROOT, "%.3f", value) + " " + unit);
    }

    static void print(String name, long value, String unit) {
        System.out.println("BENCH " + name + " " + value + " " + unit);
    }
}
