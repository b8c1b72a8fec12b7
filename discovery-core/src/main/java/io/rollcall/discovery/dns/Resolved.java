// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.util.List;

/**
 * What the servers together made of one question.
 *
 * @param outcome the one that counts
 * @param tries every exchange behind it, in the order in which they ended; the counting one is among them
 */
record Resolved(Outcome outcome, List<Outcome> tries) {

    Resolved {
        tries = List.copyOf(tries);
    }
}
