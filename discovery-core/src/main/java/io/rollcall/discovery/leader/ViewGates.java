// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gates that need nothing but what a watch knows, and the choice among those who are in its view. */
final class ViewGates {

    private final HeadlessService service;
    private final LeadershipPolicy policy;
    private final int required;

    /** The newest one; whether it is used again changes no answer. */
    private volatile @Nullable Roll newest;

    ViewGates(HeadlessService service, LeadershipPolicy policy, int required) {
        this.service = service;
        this.policy = policy;
        this.required = required;
    }

    /** The choice, or the first gate that is closed. */
    Nomination nominate(LeaderObservation seen) {
        WatchState watch = seen.watch();
        Optional<UndecidedReason> unanswered = answer(watch);
        if (unanswered.isPresent()) {
            return new Nomination.None(unanswered.get());
        }
        Roll roll = roll(seen);
        if (roll.closed().isPresent()) {
            return new Nomination.None(roll.closed().get());
        }
        Nomination chosen = roll.choose(policy, seen.incumbent());
        if (stands(chosen, seen.named())) {
            return chosen;
        }
        return watch.stable()
                ? undoubted(chosen, watch)
                : new Nomination.None(new UndecidedReason.Settling(watch.stableFor(), watch.stabilityWindow()));
    }

    /** Nobody takes over whom the newest answers do not list. */
    private Nomination undoubted(Nomination chosen, WatchState watch) {
        if (chosen instanceof Nomination.Of of && service.self().equals(Optional.of(of.id()))) {
            Integer misses = watch.misses().get(of.listed().name());
            return misses == null ? chosen : new Nomination.None(new UndecidedReason.SelfInDoubt(of.id(), misses));
        }
        return chosen;
    }

    /**
     * Whether a choice that was made before the last change is made again, and of a peer that the change did not touch.
     * The window holds back who takes over, until whoever led before can have seen why; nobody takes over here.
     */
    private static boolean stands(Nomination chosen, Optional<Peer> named) {
        return chosen instanceof Nomination.Of of
                && named.isPresent()
                && named.get().equals(of.listed());
    }

    /** The members that have an address. */
    List<Peer> present(LeaderObservation seen) {
        return roll(seen).members().stream()
                .filter(peer -> !peer.addresses().isEmpty())
                .toList();
    }

    private Roll roll(LeaderObservation seen) {
        Roll known = newest;
        if (known == null || !known.isOf(seen)) {
            known = Roll.of(service, required, seen.watch().view(), seen.ownAddresses());
            newest = known;
        }
        return known;
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
}
