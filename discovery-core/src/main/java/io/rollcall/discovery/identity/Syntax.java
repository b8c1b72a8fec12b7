// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import io.rollcall.discovery.HeadlessService;
import java.util.Locale;
import java.util.regex.Pattern;

/** What each field may hold. A complaint is a clause that follows "which". */
final class Syntax {

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    static final int LONGEST_LABEL = 63;
    /** RFC 1035, section 2.3.4, without the trailing dot. */
    static final int LONGEST_NAME = 253;

    private Syntax() {}

    /**
     * The canonical form of a value.
     *
     * @throws IllegalArgumentException if the field cannot hold it; the message is the complaint
     */
    static String canonical(Field field, String raw) {
        String text = raw.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is blank; give it a value or unset it");
        }
        if (!PRINTABLE.matcher(text).matches()) {
            throw new IllegalArgumentException("holds white space or characters outside of ASCII");
        }
        return switch (field) {
            case MEMBER -> bool(text);
            case POD_NAME, STATEFUL_SET, SERVICE, NAMESPACE -> label(field, text);
            case CLUSTER_DOMAIN, DOMAIN -> name(text);
            case ORDINAL, FIRST_ORDINAL -> number(text, 0, Integer.MAX_VALUE);
            case EXPECTED_PEERS -> number(text, 1, Integer.MAX_VALUE);
            case DEFAULT_PORT -> number(text, 1, 65535);
            case PORT_NAME -> portName(text);
        };
    }

    private static String bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("is neither true nor false");
        }
        return text;
    }

    private static String label(Field field, String text) {
        if (!LABEL.matcher(text).matches()) {
            throw new IllegalArgumentException("is not a DNS label (1 to 63 of a-z, 0-9 and inner dashes)"
                    + (field == Field.SERVICE && text.contains(".")
                            ? "; a complete name goes into " + Field.DOMAIN.variable()
                            : ""));
        }
        return text;
    }

    private static String name(String text) {
        String relative = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (relative.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "has " + relative.length() + " characters, and no DNS name has more than " + LONGEST_NAME);
        }
        for (String label : relative.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException("is not a DNS name: " + Quoted.of(label)
                        + " is not a label (1 to 63 of a-z, 0-9 and inner dashes)");
            }
        }
        return relative;
    }

    private static String number(String text, int least, int most) {
        long number = NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException("is not a whole number from " + least + " to " + most);
        }
        return Long.toString(number);
    }

    private static String portName(String text) {
        try {
            HeadlessService.ofDomain("any").portName(text).build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a port name: " + e.getMessage(), e);
        }
        return text;
    }
}
