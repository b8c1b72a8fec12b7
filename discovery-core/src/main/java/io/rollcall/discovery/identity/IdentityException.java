// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import io.rollcall.discovery.DiscoveryException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who this process is cannot be told from what it was given.
 *
 * @since 0.1
 */
public final class IdentityException extends DiscoveryException {
    private static final long serialVersionUID = 1L;

    /** Not carried through serialization: it is for the caller at hand. */
    private final transient List<Problem> problems;

    IdentityException(List<? extends Problem> problems) {
        super("cannot tell which pod this is and who its peers are: "
                + problems.stream().map(Problem::toString).collect(Collectors.joining(". Also, ")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong or missing, at least one entry. */
    public List<Problem> problems() {
        return problems;
    }
}
