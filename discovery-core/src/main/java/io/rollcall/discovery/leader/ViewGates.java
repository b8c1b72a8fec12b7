// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The gates that need nothing but the view, and the choice among those who are in it. */
final class ViewGates {

    private final HeadlessService service;
    private final int required;

    ViewGates(HeadlessService service, int required) {
        this.service = service;
        this.required = required;
    }

    /** The first gate that is closed. */
    Optional<UndecidedReason> closed(LeaderObservation seen) {
        return answer(seen.watch())
                .or(() -> identity(seen))
                .or(() -> quorum(seen.watch().view()))
                .or(() -> settled(seen.watch()));
    }

    Nomination choose(PeerView view, LeadershipPolicy policy, Optional<PeerId> incumbent) {
        List<PeerId> candidates =
                members(view).flatMap(peer -> peer.id().stream()).toList();
        Optional<PeerId> chosen;
        try {
            chosen = policy.choose(candidates, incumbent);
        } catch (RuntimeException e) {
            return new Nomination.None(new UndecidedReason.PolicyFailed(policy.toString(), e.toString()));
        }
        return chosen.filter(candidates::contains)
                .<Nomination>map(Nomination.Of::new)
                .orElseGet(
                        () -> new Nomination.None(new UndecidedReason.NobodyEligible(policy.toString(), candidates)));
    }

    /**
     * The listed pods that count: of the own set, with a configured ordinal. One without an address counts here, because
     * a lower ordinal that others may see must not be passed over, but not for the quorum.
     */
    private Stream<Peer> members(PeerView view) {
        Optional<String> set = service.statefulSet().or(() -> service.self().map(PeerId::set));
        return view.peers().stream()
                .filter(peer -> peer.id()
                        .filter(id -> Eligibility.isConfigured(service, id.ordinal()))
                        .filter(id -> set.isEmpty() || set.get().equals(id.set()))
                        .isPresent());
    }

    /** The members that have an address. */
    Stream<Peer> present(PeerView view) {
        return members(view).filter(peer -> !peer.addresses().isEmpty());
    }

    private Optional<UndecidedReason> answer(WatchState watch) {
        PeerView view = watch.view();
        if (view.peers().isEmpty() && view.source() == PeerView.Source.STALE) {
            return Optional.of(new UndecidedReason.NoAnswerYet(service.domain()));
        }
        // SWEPT is as fresh as FRESH; STATIC was never seen in DNS at all.
        if (view.source() != PeerView.Source.FRESH && view.source() != PeerView.Source.SWEPT) {
            return Optional.of(new UndecidedReason.NotFresh(view.source(), watch.age()));
        }
        Duration limit = oldest(watch);
        if (watch.age().compareTo(limit) > 0) {
            return Optional.of(new UndecidedReason.TooOld(watch.age(), limit));
        }
        return view.whole()
                ? Optional.empty()
                : Optional.of(new UndecidedReason.Cut(view.peers().size()));
    }

    /**
     * How old an answer may be. Others drop a peer only after misses that span one TTL, and choose another leader only
     * after their stability window: until both have passed, nobody can have taken this process's place.
     */
    static Duration oldest(WatchState watch) {
        return watch.stabilityWindow().plus(watch.view().ttl());
    }

    private Optional<UndecidedReason> identity(LeaderObservation seen) {
        PeerView view = seen.watch().view();
        Set<String> sets = new TreeSet<>(members(view)
                .flatMap(peer -> peer.id().stream())
                .map(PeerId::set)
                .toList());
        if (sets.size() > 1) {
            return Optional.of(new UndecidedReason.SeveralSets(sets));
        }
        return service.self().flatMap(self -> ownPod(self, seen));
    }

    private Optional<UndecidedReason> ownPod(PeerId self, LeaderObservation seen) {
        List<Peer> members = members(seen.watch().view()).toList();
        Optional<Peer> own = members.stream()
                .filter(peer -> peer.id().equals(Optional.of(self)))
                .findFirst();
        if (own.isEmpty()) {
            List<PeerId> listed =
                    members.stream().flatMap(peer -> peer.id().stream()).toList();
            return Optional.of(new UndecidedReason.SelfMissing(self, listed));
        }
        return seen.ownAddresses().isEmpty() || own.get().addresses().stream().anyMatch(seen.ownAddresses()::contains)
                ? Optional.empty()
                : Optional.of(new UndecidedReason.SelfElsewhere(self, own.get().addresses(), seen.ownAddresses()));
    }

    private Optional<UndecidedReason> quorum(PeerView view) {
        int present = (int) present(view).map(Peer::id).distinct().count();
        return present >= required
                ? Optional.empty()
                : Optional.of(new UndecidedReason.NoQuorum(
                        present, required, service.expectedPeers(), view.missingOrdinals()));
    }

    private static Optional<UndecidedReason> settled(WatchState watch) {
        return watch.stableFor().compareTo(watch.stabilityWindow()) >= 0
                ? Optional.empty()
                : Optional.of(new UndecidedReason.Settling(watch.stableFor(), watch.stabilityWindow()));
    }
}
