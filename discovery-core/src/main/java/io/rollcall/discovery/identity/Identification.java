// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.List;

/**
 * What the sources amount to.
 *
 * @since 0.1
 */
public sealed interface Identification {

    /**
     * Everything needed is known and nothing contradicts it.
     *
     * @param identity who this process is
     */
    record Identified(Identity identity) implements Identification {
        @Override
        public Identity orElseThrow() {
            return identity;
        }
    }

    /**
     * Something given is invalid, or two sources contradict each other. Falling back to a default would hide a mistake
     * of the deployment.
     *
     * @param problems every {@link Problem.Conflict} and {@link Problem.Invalid} that was seen, at least one
     */
    record Conflicting(List<Problem> problems) implements Identification {
        /** Copies the list. */
        public Conflicting {
            problems = List.copyOf(problems);
        }

        @Override
        public Identity orElseThrow() {
            throw new IdentityException(problems);
        }
    }

    /**
     * Nothing given is wrong, but something needed is not given.
     *
     * @param problems what is missing, at least one
     */
    record Incomplete(List<Problem.Missing> problems) implements Identification {
        /** Copies the list. */
        public Incomplete {
            problems = List.copyOf(problems);
        }

        @Override
        public Identity orElseThrow() {
            throw new IdentityException(problems);
        }
    }

    /**
     * The identity, for a caller that cannot go on without.
     *
     * @throws IdentityException if there is none; it says what is wrong or missing, and how to give it
     */
    Identity orElseThrow();
}
