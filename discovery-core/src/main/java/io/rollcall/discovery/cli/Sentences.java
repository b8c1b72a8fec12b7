// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.util.stream.Collectors;

/** What is told in more than one place. */
final class Sentences {

    private static final int MOST_EVIDENCE = 4;

    private Sentences() {}

    /** Nobody was found; what was asked, what came back, and what to do. */
    static String nobody(HeadlessService service, LookupResult result) {
        String exchanges = result.evidence().stream()
                .limit(MOST_EVIDENCE)
                .map(Evidence::toString)
                .collect(Collectors.joining(" | "));
        String hints = result.hints().stream().map(hint -> "; " + hint).collect(Collectors.joining());
        return result instanceof Absent
                ? "DNS lists nobody for " + service.domain() + "; it said: " + exchanges + hints
                        + "; check service, namespace and cluster domain, and that pods are ready (DNS shows no"
                        + " difference); 'rollcall doctor' looks closer"
                : "no nameserver gave a usable answer for " + service.domain() + ": " + exchanges + hints
                        + "; check the nameservers in /etc/resolv.conf, or name one with --nameserver; 'rollcall doctor'"
                        + " looks closer";
    }

    /** How many of how many are there. */
    static String seen(PeerView view) {
        int expected = view.service().expectedPeers();
        return view.peers().size() + " of " + expected + " peers of "
                + view.service().domain() + " are listed"
                + (view.missingOrdinals().isEmpty() ? "" : ", missing ordinals " + view.missingOrdinals());
    }

    /** What a watch sees, in half a sentence. */
    static String state(WatchState state) {
        if (state.last().isEmpty()) {
            return "no answer yet";
        }
        LookupResult last = state.last().get();
        String peers = state.view().peers().size() + " listed";
        if (last instanceof Found) {
            return peers + ", unchanged for " + state.stableFor().toSeconds() + " s";
        }
        Evidence evidence = last.evidence().get(last.evidence().size() - 1);
        return peers + ", and DNS said last: " + evidence;
    }

    /** In place of evidence where not even the first exchange ended. */
    static Evidence noExchange(HeadlessService service) {
        return new Evidence("SRV " + service.domain(), "none", "UDP", Verdict.TIMEOUT, 0, Duration.ZERO, true);
    }
}
