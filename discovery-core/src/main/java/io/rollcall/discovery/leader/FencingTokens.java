// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Gives each term of leadership a number that a resource can check: a counter in a store that knows compare-and-set.
 *
 * <p>Contract for implementations:
 *
 * <ul>
 *   <li>Every {@link Granted} epoch of one domain is higher than all before it, also after the store or all processes
 *       were restarted. An epoch is granted to one claim only.
 *   <li>From receiving a claim or renewal that is granted until {@link Granted#validFor} has passed, nobody else is
 *       granted. The holder counts from <em>sending</em>, so its term ends first. A plain counter that cannot hold others
 *       off may grant a higher epoch at any time; it then denies the renewal of the lower one.
 *   <li>Methods do not block: they are called on the elector's threads. Thread-safe.
 *   <li>What fails is {@link Unavailable}, with a reason. An exception, and an answer that does not come in time, count
 *       as that. No answer means no leadership: a claim is repeated; a leader whose renewal gets no answer asks again
 *       until its grant ends, and then steps down without asking anybody.
 * </ul>
 *
 * <p>Only a {@link LeaderElector} calls it, and only for the peer that its view names; losing peers cost the store
 * nothing.
 *
 * @since 0.1
 */
public interface FencingTokens {

    /**
     * Asks for a term. A holder that claims again has lost its answer, or its memory of it, and gets a new epoch.
     *
     * @return who holds leadership now; completes on any thread
     */
    CompletableFuture<Answer> claim(Claim claim);

    /**
     * Asks to keep a term.
     *
     * @param epoch the epoch that the same claim was granted
     * @return {@link Granted} with the same epoch; {@link Denied} if it has ended, even if nobody else has one
     */
    CompletableFuture<Answer> renew(Claim claim, long epoch);

    /**
     * Gives a term back before its time, so that the next leader need not wait. Does nothing if it has ended. Called when
     * the listeners have been told; a failure is logged and has no other effect.
     *
     * @param epoch the epoch that the same claim was granted
     */
    CompletableFuture<Void> release(Claim claim, long epoch);

    /**
     * Who asks.
     *
     * @param domain the service's absolute name: the thing to lead
     * @param candidate the peer that asks
     * @param incarnation tells this process from others with the same identity; letters and digits
     */
    record Claim(String domain, PeerId candidate, String incarnation) {}

    /** What the fence says. */
    sealed interface Answer {}

    /**
     * The claim leads.
     *
     * @param epoch more than zero
     * @param validFor for how long, counted from sending the question; more than zero
     */
    record Granted(long epoch, Duration validFor) implements Answer {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException if one is not more than zero
         */
        public Granted {
            if (epoch < 1 || validFor.isNegative() || validFor.isZero()) {
                throw new IllegalArgumentException(
                        "epoch " + epoch + " for " + validFor + ": both must be more than zero");
            }
        }
    }

    /**
     * The claim does not lead.
     *
     * @param holderEpoch the epoch of who does, or the last one if nobody does
     * @param holder who that is, where the store knows
     */
    record Denied(long holderEpoch, Optional<PeerId> holder) implements Answer {}

    /**
     * Nothing is known.
     *
     * @param reason what was asked, of whom, and what came back
     */
    record Unavailable(String reason) implements Answer {}
}
