// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.time.Duration;
import java.util.stream.Collectors;

/**
 * The deadline passed before enough peers were listed.
 *
 * @since 0.1
 */
public final class PeersMissingException extends DiscoveryException {
    private static final long serialVersionUID = 1L;

    /** More exchanges than these make no sentence; {@link #last} has them all. */
    private static final int MOST_EVIDENCE = 8;

    /** Not carried through serialization: it is for the caller at hand. */
    private final transient LookupResult last;

    /**
     * Builds the sentence.
     *
     * @param service whose peers were wanted
     * @param wanted the least that would have done
     * @param waited how long was waited
     * @param last what the last look showed
     */
    public PeersMissingException(HeadlessService service, Completeness wanted, Duration waited, LookupResult last) {
        super(describe(service, wanted, waited, last));
        this.last = last;
    }

    /**
     * Builds the sentence for somebody who waited for a view that outlives lookups.
     *
     * @param view the view at the deadline
     * @param wanted in words, the least that would have done
     * @param waited how long was waited
     * @param last what the last look showed
     */
    public PeersMissingException(PeerView view, String wanted, Duration waited, LookupResult last) {
        super(describe(view, wanted, waited, last));
        this.last = last;
    }

    /** What the last look showed. */
    public LookupResult last() {
        return last;
    }

    private static String describe(HeadlessService service, Completeness wanted, Duration waited, LookupResult last) {
        String head = head(wanted + " of " + service.expectedPeers() + " peers", waited, service);
        String tail = dnsSaid(last);
        if (last instanceof LookupResult.Found found) {
            return head + saw(found.view()) + tail + advice(last);
        }
        return head + (last instanceof LookupResult.Absent ? "saw none" : "got no usable answer") + tail + advice(last);
    }

    private static String describe(PeerView view, String wanted, Duration waited, LookupResult last) {
        String from = view.source() == PeerView.Source.STALE && !view.peers().isEmpty() ? " from memory" : "";
        return head(wanted, waited, view.service())
                + saw(view)
                + from
                + dnsSaid(last)
                + (view.missingOrdinals().isEmpty() ? "" : advice(last));
    }

    private static String head(String wanted, Duration waited, HeadlessService service) {
        return "waited " + waited.toMillis() / 1000.0 + " s for " + wanted + " of " + service.domain() + " and ";
    }

    private static String saw(PeerView view) {
        return "saw " + view.peers().size() + ", missing ordinals " + view.missingOrdinals();
    }

    private static String dnsSaid(LookupResult last) {
        return "; DNS said last: "
                + last.evidence().stream()
                        .limit(MOST_EVIDENCE)
                        .map(Evidence::toString)
                        .collect(Collectors.joining(" | "))
                + last.hints().stream().map(hint -> "; " + hint).collect(Collectors.joining());
    }

    private static String advice(LookupResult last) {
        if (last instanceof LookupResult.Found) {
            return "; start the missing pods, or have the service publish them before they are ready"
                    + " (publishNotReadyAddresses: true)";
        }
        return last instanceof LookupResult.Absent
                ? "; check service, namespace and cluster domain, and that pods run: DNS cannot tell a missing service"
                        + " from one without ready pods"
                : "; check that the nameserver is right and reachable";
    }
}
