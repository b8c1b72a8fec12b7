// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who counts in one view, and which of the gates is closed that do not depend on time. Worked out once for a view,
 * because electors decide every second and views change rarely. Immutable.
 *
 * @param view the view
 * @param ownAddresses the addresses of this process; empty if unknown
 * @param members the listed pods that count: of the own set, with a configured ordinal. One without an address counts
 *     here, because a lower ordinal that others may see must not be passed over, but not for the quorum
 * @param candidates their identities
 * @param closed the first gate that is closed, of identity and quorum
 */
record Roll(
        PeerView view,
        Set<InetAddress> ownAddresses,
        List<Peer> members,
        List<PeerId> candidates,
        Optional<UndecidedReason> closed) {

    static Roll of(HeadlessService service, int required, PeerView view, Set<InetAddress> ownAddresses) {
        Optional<String> set = service.statefulSet().or(() -> service.self().map(PeerId::set));
        List<Peer> members = new ArrayList<>();
        List<PeerId> candidates = new ArrayList<>();
        Set<PeerId> present = new HashSet<>();
        Set<String> sets = new TreeSet<>();
        for (Peer peer : view.peers()) {
            PeerId id = peer.id().orElse(null);
            if (id != null
                    && Eligibility.isConfigured(service, id.ordinal())
                    && (set.isEmpty() || set.get().equals(id.set()))) {
                members.add(peer);
                candidates.add(id);
                sets.add(id.set());
                if (!peer.addresses().isEmpty()) {
                    present.add(id);
                }
            }
        }
        Optional<UndecidedReason> closed = sets.size() > 1
                ? Optional.of(new UndecidedReason.SeveralSets(sets))
                : service.self()
                        .flatMap(self -> ownPod(self, members, candidates, ownAddresses))
                        .or(() -> quorum(service, required, present.size(), view));
        return new Roll(view, ownAddresses, List.copyOf(members), List.copyOf(candidates), closed);
    }

    /** Whether this is about that view, for a process with these addresses. */
    // The very same objects: comparing a thousand peers would cost what this saves.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(LeaderObservation seen) {
        return view.equals(seen.watch().view()) && ownAddresses.equals(seen.ownAddresses());
    }

    Nomination choose(LeadershipPolicy policy, Optional<PeerId> incumbent) {
        Optional<PeerId> chosen;
        try {
            chosen = policy.choose(candidates, incumbent);
        } catch (RuntimeException e) {
            return new Nomination.None(new UndecidedReason.PolicyFailed(policy.toString(), e.toString()));
        }
        int place = chosen.map(candidates::indexOf).orElse(-1);
        return place < 0
                ? new Nomination.None(new UndecidedReason.NobodyEligible(policy.toString(), candidates))
                : new Nomination.Of(candidates.get(place), members.get(place));
    }

    private static Optional<UndecidedReason> ownPod(
            PeerId self, List<Peer> members, List<PeerId> candidates, Set<InetAddress> ownAddresses) {
        int place = candidates.indexOf(self);
        if (place < 0) {
            return Optional.of(new UndecidedReason.SelfMissing(self, candidates));
        }
        List<InetAddress> listed = members.get(place).addresses();
        return ownAddresses.isEmpty() || listed.stream().anyMatch(ownAddresses::contains)
                ? Optional.empty()
                : Optional.of(new UndecidedReason.SelfElsewhere(self, listed, ownAddresses));
    }

    private static Optional<UndecidedReason> quorum(HeadlessService service, int required, int present, PeerView view) {
        return present >= required
                ? Optional.empty()
                : Optional.of(new UndecidedReason.NoQuorum(
                        present, required, service.expectedPeers(), view.missingOrdinals()));
    }
}
