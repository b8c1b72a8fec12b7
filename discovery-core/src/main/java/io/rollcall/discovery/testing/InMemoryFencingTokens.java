// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.leader.FencingTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A fence inside the process, for tests: share one among the electors of a test as they would share a store.
 *
 * <p>It grants leases: a second claimant is denied until the holder's ends. It can be made to fail. Answers come at once,
 * on the calling thread. Thread-safe.
 *
 * @since 0.1
 */
public final class InMemoryFencingTokens implements FencingTokens {

    private final Duration lease;
    private final LongSupplier ticker;
    private final Map<String, Holding> holdings = new HashMap<>();
    private @Nullable String outage;
    private long granted;

    /**
     * Grants leases.
     *
     * @param lease how long a grant lasts without being renewed, more than zero
     * @param ticker measures it, in nanoseconds: {@code time::nanoTime} of a {@link VirtualTime}, or
     *     {@code System::nanoTime}
     */
    public InMemoryFencingTokens(Duration lease, LongSupplier ticker) {
        this.lease = lease;
        this.ticker = ticker;
    }

    /** The last epoch of a service and who had it, until when. */
    private record Holding(long epoch, Claim claim, long until) {}

    /** From now on every call is {@link FencingTokens.Unavailable}, until {@link #restore}. */
    public synchronized void fail(String reason) {
        outage = reason;
    }

    /** Ends {@link #fail}; leases have run on meanwhile. */
    public synchronized void restore() {
        outage = null;
    }

    /** How many epochs were granted, renewals not counted. */
    public synchronized long granted() {
        return granted;
    }

    /** The highest epoch of a service; 0 before the first one. */
    public synchronized long highest(String domain) {
        Holding holding = holdings.get(domain);
        return holding == null ? 0 : holding.epoch;
    }

    @Override
    public synchronized CompletableFuture<Answer> claim(Claim claim) {
        if (outage != null) {
            return done(new Unavailable(outage));
        }
        Holding holding = holdings.get(claim.domain());
        if (holding != null && isHeld(holding) && !holding.claim.equals(claim)) {
            return done(denied(holding));
        }
        granted++;
        return done(hold(claim, highest(claim.domain()) + 1));
    }

    @Override
    public synchronized CompletableFuture<Answer> renew(Claim claim, long epoch) {
        if (outage != null) {
            return done(new Unavailable(outage));
        }
        Holding holding = holdings.get(claim.domain());
        if (holding == null) {
            return done(new Denied(0, Optional.empty()));
        }
        boolean own = holding.epoch == epoch && holding.claim.equals(claim) && isHeld(holding);
        return done(own ? hold(claim, epoch) : denied(holding));
    }

    @Override
    public synchronized CompletableFuture<Void> release(Claim claim, long epoch) {
        if (outage != null) {
            return CompletableFuture.failedFuture(new IllegalStateException(outage));
        }
        Holding holding = holdings.get(claim.domain());
        if (holding != null && holding.epoch == epoch && holding.claim.equals(claim)) {
            holdings.put(claim.domain(), new Holding(epoch, claim, ticker.getAsLong()));
        }
        return CompletableFuture.completedFuture(null);
    }

    private Answer hold(Claim claim, long epoch) {
        holdings.put(claim.domain(), new Holding(epoch, claim, ticker.getAsLong() + lease.toNanos()));
        return new Granted(epoch, lease);
    }

    private Denied denied(Holding holding) {
        return new Denied(holding.epoch, isHeld(holding) ? Optional.of(holding.claim.candidate()) : Optional.empty());
    }

    private boolean isHeld(Holding holding) {
        return holding.until - ticker.getAsLong() > 0;
    }

    private static CompletableFuture<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
