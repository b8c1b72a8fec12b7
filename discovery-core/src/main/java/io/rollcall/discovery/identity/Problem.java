// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Why an identity could not be settled. {@link Object#toString()} gives the sentence for people.
 *
 * @since 0.1
 */
public sealed interface Problem {

    /**
     * Two sources contradict each other.
     *
     * @param one the stronger source's value
     * @param other the value that does not go with it
     */
    record Conflict(Finding one, Finding other) implements Problem {
        @Override
        public String toString() {
            Field decider = switch (one.field()) {
                case POD_NAME, STATEFUL_SET, ORDINAL -> Field.POD_NAME;
                default -> one.field();
            };
            boolean decided = one.source().explicit()
                    && (one.field() == decider || other.source().explicit());
            return one + " but " + other + "; correct one of them"
                    + (decided ? "" : ", or set " + decider.variable() + ", which wins over both");
        }
    }

    /**
     * A value is not what its field can be.
     *
     * @param finding the value as it was given
     * @param complaint what is wrong with it, a clause that follows "which"
     */
    record Invalid(Finding finding, String complaint) implements Problem {
        @Override
        public String toString() {
            return finding + ", which " + complaint;
        }
    }

    /**
     * No source gives a value that is needed.
     *
     * @param field what is missing
     * @param ways how to give it, one sentence's part each
     * @param hint a value that was seen and is not trusted alone; empty if there was none
     */
    record Missing(Field field, List<String> ways, Optional<Finding> hint) implements Problem {
        /** Copies the list. */
        public Missing {
            ways = List.copyOf(ways);
        }

        @Override
        public String toString() {
            StringJoiner sentence = new StringJoiner("; or ", "no source says the " + field.title() + ": ", "");
            ways.forEach(sentence::add);
            return sentence
                    + hint.map(finding -> " (" + finding + ", which alone is not trusted: on the host network or with"
                                    + " hostnameOverride it is not the pod's name)")
                            .orElse("");
        }
    }
}
