// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

/**
 * One value and where it came from.
 *
 * @param field what it is about
 * @param value the value; in canonical form (lower case, no white space around it) wherever it is valid
 * @param source where it came from
 * @since 0.1
 */
public record Finding(Field field, String value, Source source) {

    /** A sentence's main clause; safe to log, whatever the value holds. */
    @Override
    public String toString() {
        return source + " says " + field.title() + " " + Quoted.of(value);
    }
}
