// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.dns.Outcome.NoData;
import io.rollcall.discovery.dns.Outcome.NxDomain;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * What one lookup leaves to the next: negative answers that servers on the way still keep, and the ordinals that were
 * seen. Asking for a name again while its negative answer is cached brings nothing, and asking early is what makes a new
 * pod invisible (kubernetes#92559).
 */
final class Memory {

    /** CoreDNS's cache plugin keeps no denial longer. */
    private static final Duration LONGEST_NEGATIVE = Duration.ofMinutes(30);

    private static final int MOST_NEGATIVE = 1 << 16;
    private static final int MOST_SEEN = 1 << 16;

    private final LongSupplier ticker;
    private final Map<Question, Long> negativeUntil = new HashMap<>();
    private final Set<PeerId> seen = new TreeSet<>();

    Memory(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** Keeps an outcome if it is negative, and forgets an earlier one if it is not. */
    void keep(Question question, Outcome outcome) {
        if (outcome instanceof NxDomain gone) {
            keep(question, gone.ttl());
        } else if (outcome instanceof NoData none) {
            keep(question, none.ttl());
        } else if (outcome.conclusive()) {
            negativeUntil.remove(question);
        }
    }

    private void keep(Question question, Duration ttl) {
        long now = ticker.getAsLong();
        if (negativeUntil.size() >= MOST_NEGATIVE) {
            negativeUntil.values().removeIf(until -> until - now <= 0);
            if (negativeUntil.size() >= MOST_NEGATIVE) {
                negativeUntil.clear();
            }
        }
        Duration capped = ttl.compareTo(LONGEST_NEGATIVE) > 0 ? LONGEST_NEGATIVE : ttl;
        negativeUntil.put(question, now + capped.toNanos());
    }

    /** Whether a negative answer is still cached somewhere on the way. */
    boolean isNegative(Question question) {
        Long until = negativeUntil.get(question);
        return until != null && until - ticker.getAsLong() > 0;
    }

    void saw(Collection<Peer> peers) {
        for (Peer peer : peers) {
            if (seen.size() < MOST_SEEN) {
                peer.id().ifPresent(seen::add);
            }
        }
    }

    /** Every identity that was ever listed, by ordinal. */
    Set<PeerId> seen() {
        return seen;
    }
}
