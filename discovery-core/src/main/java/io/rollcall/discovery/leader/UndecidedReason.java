// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Which gate is closed. The records are in the order in which the gates are tried. Immutable.
 *
 * @since 0.1
 */
public sealed interface UndecidedReason {

    /** One sentence that says what was found and what to do. */
    String sentence();

    /**
     * DNS has not given a usable answer yet.
     *
     * @param domain the service that was asked for
     */
    record NoAnswerYet(String domain) implements UndecidedReason {
        @Override
        public String sentence() {
            return "DNS has not yet answered for " + domain
                    + "; if this lasts, check service, namespace and nameserver";
        }
    }

    /**
     * The view does not come from a lookup that succeeded.
     *
     * @param source where it comes from
     * @param age how long ago the last good answer came
     */
    record NotFresh(PeerView.Source source, Duration age) implements UndecidedReason {
        @Override
        public String sentence() {
            return "the view is " + source + ", its last good answer " + age.toMillis()
                    + " ms old, and only a fresh one lets a process lead; check the nameserver";
        }
    }

    /**
     * No answer came for so long that others may have removed this process and chosen a leader of their own. That the
     * view does not call itself stale points to a process that was paused.
     *
     * @param age how long ago the last good answer came
     * @param limit how old it may be
     */
    record TooOld(Duration age, Duration limit) implements UndecidedReason {
        @Override
        public String sentence() {
            return "the last good answer is " + age.toMillis() + " ms old, but at most " + limit.toMillis()
                    + " ms will do; if this lasts, check the nameserver, and this process for long pauses";
        }
    }

    /**
     * The answer was cut, so that a lower ordinal may exist that it does not show.
     *
     * @param listed how many peers it shows
     */
    record Cut(int listed) implements UndecidedReason {
        @Override
        public String sentence() {
            return "the answer was cut after " + listed + " peers; let the nameserver answer over TCP";
        }
    }

    /**
     * Pods of several StatefulSets share the service, so that an ordinal names nobody.
     *
     * @param sets their names
     */
    record SeveralSets(Set<String> sets) implements UndecidedReason {
        /** Copies the set. */
        public SeveralSets {
            sets = Set.copyOf(sets);
        }

        @Override
        public String sentence() {
            return "the service lists pods of the StatefulSets "
                    + sets.stream().sorted().toList() + "; name the one that counts";
        }
    }

    /**
     * The own pod is not in the view.
     *
     * @param self who we are
     * @param listed who is in the view
     */
    record SelfMissing(PeerId self, List<PeerId> listed) implements UndecidedReason {
        /** Copies the list. */
        public SelfMissing {
            listed = List.copyOf(listed);
        }

        @Override
        public String sentence() {
            return "DNS lists " + listed + " but not " + self
                    + ", which this process is; it is listed once it is ready,"
                    + " or at once with publishNotReadyAddresses: true";
        }
    }

    /**
     * The own pod is missing in the newest answers, or has other addresses there, and the view has not believed them yet:
     * it may be about to leave, so that this is no moment to take over. A process that leads already does not stop for
     * it, since servers may disagree.
     *
     * @param self who we are
     * @param misses in how many answers in a row
     */
    record SelfInDoubt(PeerId self, int misses) implements UndecidedReason {
        @Override
        public String sentence() {
            return "the last " + misses + " DNS answers did not list " + self + " as before, which this process is";
        }
    }

    /**
     * The own name has other addresses than this process: DNS is behind, or another process has taken its place.
     *
     * @param self who we are
     * @param listed the addresses in DNS
     * @param own the addresses of this process
     */
    record SelfElsewhere(PeerId self, List<InetAddress> listed, Set<InetAddress> own) implements UndecidedReason {
        /** Copies the collections. */
        public SelfElsewhere {
            listed = List.copyOf(listed);
            own = Set.copyOf(own);
        }

        @Override
        public String sentence() {
            return "DNS says that " + self + " is at " + listed + ", but this process is at " + own
                    + "; if this lasts, the pod was replaced and this process should end";
        }
    }

    /**
     * Too few peers are listed.
     *
     * @param present how many are listed with an address, of those that are expected
     * @param required how many there must be
     * @param expected how many are configured
     * @param missing the expected ordinals that are not listed
     */
    record NoQuorum(int present, int required, int expected, List<Integer> missing) implements UndecidedReason {
        /** Copies the list. */
        public NoQuorum {
            missing = List.copyOf(missing);
        }

        @Override
        public String sentence() {
            return "DNS lists " + present + " of " + expected + " peers with an address and " + required
                    + " are needed; missing ordinals " + missing;
        }
    }

    /**
     * The peers changed a moment ago, and others may not have seen it yet.
     *
     * @param stableFor how long they have not changed
     * @param window how long they have to
     */
    record Settling(Duration stableFor, Duration window) implements UndecidedReason {
        @Override
        public String sentence() {
            return "the peers have not changed for " + stableFor.toMillis() + " ms, and must not for "
                    + window.toMillis() + " ms";
        }
    }

    /**
     * The policy names none of those who are listed.
     *
     * @param policy the policy in words
     * @param candidates who is listed
     */
    record NobodyEligible(String policy, List<PeerId> candidates) implements UndecidedReason {
        /** Copies the list. */
        public NobodyEligible {
            candidates = List.copyOf(candidates);
        }

        @Override
        public String sentence() {
            return "the policy " + policy + " names none of " + candidates;
        }
    }

    /**
     * The policy threw.
     *
     * @param policy the policy in words
     * @param failure what it threw
     */
    record PolicyFailed(String policy, String failure) implements UndecidedReason {
        @Override
        public String sentence() {
            return "the policy " + policy + " failed with " + failure + "; mend it";
        }
    }

    /** The peers are being asked whether they agree. */
    record Confirming() implements UndecidedReason {
        @Override
        public String sentence() {
            return "the peers are being asked whether they see the same";
        }
    }

    /**
     * Too few peers see the same members and the same leader.
     *
     * @param agreeing how many do, this process included
     * @param required how many must
     * @param dissent what the others said, one sentence each
     */
    record Unconfirmed(int agreeing, int required, List<String> dissent) implements UndecidedReason {
        /** Copies the list. */
        public Unconfirmed {
            dissent = List.copyOf(dissent);
        }

        @Override
        public String sentence() {
            return agreeing + " peers agree that this process is to lead and " + required + " must; the others: "
                    + String.join("; ", dissent);
        }
    }

    /** The fence is being asked for an epoch. */
    record Claiming() implements UndecidedReason {
        @Override
        public String sentence() {
            return "the fence is being asked for an epoch";
        }
    }

    /**
     * The fence gave no answer, and without one nobody leads.
     *
     * @param why what came back instead
     */
    record FenceUnavailable(String why) implements UndecidedReason {
        @Override
        public String sentence() {
            return "the fence gave no epoch: " + why + "; it is asked again";
        }
    }
}
