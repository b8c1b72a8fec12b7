// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

/** Shows text that nobody has checked: bounded, on one line, printable. */
final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().limit(LONGEST).forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c >= ' ' && c <= '~') {
                quoted.append((char) c);
            } else {
                quoted.append(String.format("\\u%04x", c));
            }
        });
        return quoted.append(text.length() > LONGEST ? "...\"" : "\"").toString();
    }
}
