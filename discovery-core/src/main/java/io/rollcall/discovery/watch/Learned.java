// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long servers let answers be kept, learned from the last ones. Caches on the way count TTLs down, so the largest
 * that was seen lately comes closest to what the authoritative server said.
 *
 * @param positive TTLs of the last positive answers
 * @param negative TTLs of the last negative ones (RFC 2308)
 * @param ttl the positive TTL; zero before the first answer
 * @param negativeTtl the negative TTL; zero if there was no negative answer
 */
record Learned(List<Duration> positive, List<Duration> negative, Duration ttl, Duration negativeTtl) {

    private static final int LATELY = 16;
    /** CoreDNS's kubernetes plugin takes no TTL above 3600 s; a longer one would keep a peer for ever. */
    private static final Duration LONGEST = Duration.ofHours(1);

    static final Learned NOTHING = new Learned(List.of(), List.of(), Duration.ZERO, Duration.ZERO);

    Learned and(LookupResult result) {
        Optional<Duration> shown =
                result instanceof Found found ? Optional.of(found.view().ttl()) : Optional.empty();
        Optional<Duration> denied = result.evidence().stream()
                .filter(each -> each.verdict() == Verdict.NX_DOMAIN || each.verdict() == Verdict.NO_DATA)
                .map(Evidence::ttl)
                .max(Duration::compareTo);
        List<Duration> shownLately = shown.map(each -> with(positive, each)).orElse(positive);
        List<Duration> deniedLately = denied.map(each -> with(negative, each)).orElse(negative);
        return new Learned(shownLately, deniedLately, longest(shownLately), longest(deniedLately));
    }

    private static Duration longest(List<Duration> ttls) {
        Duration longest = Duration.ZERO;
        for (Duration ttl : ttls) {
            longest = Durations.longer(longest, ttl);
        }
        return longest;
    }

    private static List<Duration> with(List<Duration> ttls, Duration ttl) {
        List<Duration> lately = new ArrayList<>(ttls.subList(Math.max(0, ttls.size() - LATELY + 1), ttls.size()));
        lately.add(Durations.shorter(ttl, LONGEST));
        return List.copyOf(lately);
    }
}
