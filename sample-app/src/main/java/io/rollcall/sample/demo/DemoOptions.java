// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is told.
 *
 * @param exit whether it ends by itself ({@code demo.exit}, true or false); false unless set
 * @param chaos whether pods are killed and come back at other addresses ({@code demo.chaos}, true or false); false unless
 *     set
 * @param chaosTime for how long ({@code demo.chaos.seconds}, 1 to 86,400); 300 s unless set
 */
record DemoOptions(boolean exit, boolean chaos, Duration chaosTime) {

    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final long MOST_SECONDS = 86_400;

    /**
     * Reads the properties; a blank one is not set.
     *
     * @throws IllegalArgumentException if one is none of its values
     */
    static DemoOptions of(UnaryOperator<@Nullable String> properties) {
        return new DemoOptions(flag("demo.exit", properties), flag("demo.chaos", properties), time(properties));
    }

    private static boolean flag(String name, UnaryOperator<@Nullable String> properties) {
        String text = text(name, properties);
        return switch (text) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw new IllegalArgumentException("-D" + name + "=" + text + " is neither true nor false");
        };
    }

    private static Duration time(UnaryOperator<@Nullable String> properties) {
        String name = "demo.chaos.seconds";
        String text = text(name, properties);
        if (text.isEmpty()) {
            return USUAL;
        }
        if (!text.matches("\\d{1,5}") || Long.parseLong(text) < 1 || Long.parseLong(text) > MOST_SECONDS) {
            throw new IllegalArgumentException(
                    "-D" + name + "=" + text + " is no number of seconds from 1 to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static String text(String name, UnaryOperator<@Nullable String> properties) {
        String text = properties.apply(name);
        return text == null ? "" : text.strip();
    }
}
