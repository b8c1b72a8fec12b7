// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

/**
 * One term of leadership, from the moment it begins to the moment it ends. A process that loses leadership and gains it
 * again has another epoch, however short the gap was.
 *
 * <p>The two kinds are two types, so that code that writes to a fenced resource can ask for a {@link Fenced} and the
 * compiler refuses an {@link Advisory} one. Immutable.
 *
 * @since 0.1
 */
public sealed interface Epoch {

    /**
     * An epoch that {@link FencingTokens} gave. Send it along with every write; the resource remembers the highest it has
     * seen and refuses a lower one.
     *
     * @param number grows strictly from term to term, whoever leads; more than zero
     */
    record Fenced(long number) implements Epoch {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Fenced {
            if (number < 1) {
                throw new IllegalArgumentException("epoch " + number + " is not more than zero");
            }
        }
    }

    /**
     * A term that nothing guards: another process may be in a term of its own at the same time.
     *
     * @param term counts the terms of this process, from 1; says nothing about those of others
     */
    record Advisory(long term) implements Epoch {}
}
