// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.util.List;

/**
 * How one look at DNS ended. All three cases are normal at some time in the life of a set, so none of them is an
 * exception.
 *
 * @since 0.1
 */
public sealed interface LookupResult {

    /** The exchanges behind this result, in the order in which they ended, many alike shortened; never empty. */
    List<Evidence> evidence();

    /** What to change, where the answers point to a mistake: one sentence each. Often empty. */
    List<String> hints();

    /**
     * On which rung of the ladder the peers were found, from the one question that is wanted to the many that always
     * work.
     */
    enum Rung {
        /** SRV records of the named port, or of the service's bare name if no port is named. */
        PORT,
        /** SRV records of the service's bare name, because the named port has none. */
        SERVICE,
        /** Addresses of the service, because it has no SRV records. */
        ADDRESSES,
        /** Addresses of one ordinal after the other, because no list says which address is whose. */
        SWEEP
    }

    /**
     * At least one peer is listed.
     *
     * @param view the peers
     * @param rung where they were found
     * @param evidence the exchanges behind it
     * @param hints what to change
     */
    record Found(PeerView view, Rung rung, List<Evidence> evidence, List<String> hints) implements LookupResult {
        /** Copies the lists. */
        public Found {
            evidence = List.copyOf(evidence);
            hints = List.copyOf(hints);
        }

        /** Found on the first rung, or swept if the view says so, and nothing to change. */
        public Found(PeerView view, List<Evidence> evidence) {
            this(view, view.source() == PeerView.Source.SWEPT ? Rung.SWEEP : Rung.PORT, evidence, List.of());
        }
    }

    /**
     * The server answered and lists nobody. DNS cannot tell a missing service from one without a ready pod
     * (Kubernetes DNS specification 1.1.0, section 2.4.1).
     *
     * @param evidence the exchanges behind it
     * @param hints what to change
     */
    record Absent(List<Evidence> evidence, List<String> hints) implements LookupResult {
        /** Copies the lists. */
        public Absent {
            evidence = List.copyOf(evidence);
            hints = List.copyOf(hints);
        }

        /** With nothing to change. */
        public Absent(List<Evidence> evidence) {
            this(evidence, List.of());
        }
    }

    /**
     * Nobody could be asked, or nobody gave a usable answer. Says nothing about the peers: keep what was known.
     *
     * @param evidence the exchanges behind it
     * @param hints what to change
     */
    record Failed(List<Evidence> evidence, List<String> hints) implements LookupResult {
        /** Copies the lists. */
        public Failed {
            evidence = List.copyOf(evidence);
            hints = List.copyOf(hints);
        }

        /** With nothing to change. */
        public Failed(List<Evidence> evidence) {
            this(evidence, List.of());
        }
    }
}
