// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.util.concurrent.CompletableFuture;

/** Whoever gets questions answered: the {@link Nameservers}, or what stands for them. */
@FunctionalInterface
interface Respondent {

    /**
     * Asks.
     *
     * @param deadline in the loop's time; the answer is there by then
     */
    CompletableFuture<Resolved> ask(Question question, long deadline);
}
