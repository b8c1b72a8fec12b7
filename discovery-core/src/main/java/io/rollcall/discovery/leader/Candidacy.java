// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.WatchState;
import io.rollcall.discovery.leader.LeaderState.Follower;
import io.rollcall.discovery.leader.LeaderState.Forbidden;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one process remembers between two decisions: its term, what the peers said, whom it heard of. Takes observations
 * and answers in, gives states and effects out; no thread, no clock, no socket. Its owner guards it.
 */
final class Candidacy {

    private final Electorate electorate;
    private Standing standing = Standing.ACTIVE;
    private Optional<PeerId> incumbent = Optional.empty();
    private Optional<Peer> named = Optional.empty();
    private Ballot.Promise promise = Ballot.Promise.NONE;
    private OptionalLong lastAnswer = OptionalLong.empty();
    private OptionalLong silentUntil = OptionalLong.empty();
    private long advisoryTerm = 1;
    private @Nullable Term term;
    private @Nullable Canvass canvass;
    private LeaderState state = new Undecided(new UndecidedReason.Claiming());

    Candidacy(Electorate electorate) {
        this.electorate = electorate;
    }

    /** Something to do outside. */
    sealed interface Effect {}

    /** Ask the fence. */
    record AskFence(Term term, Term.Ask ask) implements Effect {}

    /** Give an epoch back, once the listeners know that the term is over. */
    record GiveBack(long epoch) implements Effect {}

    /** Ask the peers; the own answer is known already. */
    record AskPeers(Canvass canvass, List<Peer> peers, Confirmation.Answer own, ViewDigest digest, long at)
            implements Effect {}

    /** Tell the listeners. */
    record Announce(LeaderState state) implements Effect {}

    LeaderState state() {
        return state;
    }

    void stand(Standing next) {
        if (next.compareTo(standing) > 0) {
            standing = next;
        }
    }

    /** Decides anew. */
    List<Effect> step(WatchState seen, long now) {
        WatchState watch = afterSilence(seen, now);
        List<Effect> effects = new ArrayList<>();
        Nomination nomination = electorate.decider().nominate(observation(watch));
        named = nomination instanceof Nomination.Of of ? Optional.of(of.listed()) : Optional.empty();
        boolean chosen = standing == Standing.ACTIVE && isSelf(nomination);
        Agreement agreement = agreement(chosen, watch, now, effects);
        boolean agreed = !(agreement instanceof Agreement.Pending)
                && !(agreement instanceof Agreement.Counted counted && counted.agreeing() < electorate.required());
        Fence fence = fence(chosen && agreed, now, effects);
        LeaderState before = state;
        state = electorate.decider().decide(observation(watch, agreement, fence), nomination);
        if (before instanceof Leader && !(state instanceof Leader)) {
            advisoryTerm++;
        }
        remember();
        if (!Announcements.alike(before, state)) {
            // First, so that what an ended term held is given back after the listeners have been told.
            effects.add(0, new Announce(state));
        }
        return effects;
    }

    /** The fence answered; the effects undo what is of no use. */
    List<Effect> answered(Term of, Term.Ask ask, FencingTokens.Answer answer, long now) {
        OptionalLong useless = of == term
                ? of.answered(ask, answer, now)
                : answer instanceof FencingTokens.Granted granted
                        ? OptionalLong.of(granted.epoch())
                        : OptionalLong.empty();
        return giveBack(useless);
    }

    /** The fence answered a question that counts as unanswered already. */
    List<Effect> answeredLate(Term.Ask ask, FencingTokens.Answer answer) {
        return answer instanceof FencingTokens.Granted granted && ask.epoch().isEmpty()
                ? giveBack(OptionalLong.of(granted.epoch()))
                : List.of();
    }

    void counted(Canvass of, Tally tally, long begun, long now) {
        of.counted(tally, begun, now);
        if (of == canvass) {
            of.rival().ifPresent(rival -> incumbent = Optional.of(rival));
        }
    }

    /** Answers a peer's question, and is bound by the answer. */
    Confirmation.Answer vote(Confirmation.Question question, WatchState seen, long now) {
        WatchState watch = afterSilence(seen, now);
        Nomination nomination = electorate.decider().nominate(observation(watch));
        Ballot ballot = Ballot.cast(question, watch, nomination, promise, now);
        promise = ballot.promise();
        return ballot.answer();
    }

    /** How long nothing changes by the mere passing of time. */
    Duration rest(WatchState seen, long now) {
        WatchState watch = afterSilence(seen, now);
        long rest = electorate.heartbeat().toNanos();
        if (term != null) {
            rest = sooner(rest, term.next(), now);
        }
        if (canvass != null) {
            rest = sooner(rest, canvass.next(now), now);
        }
        long unsettled = watch.stabilityWindow().minus(watch.stableFor()).toNanos();
        rest = unsettled > 0 ? Math.min(rest, unsettled) : rest;
        long valid = ViewGates.oldest(watch).minus(watch.age()).toNanos() + 1;
        return Duration.ofNanos(valid > 0 ? Math.min(rest, valid) : rest);
    }

    private static long sooner(long rest, OptionalLong tick, long now) {
        return tick.isPresent() ? Math.min(rest, tick.getAsLong() - now) : rest;
    }

    /**
     * Restarts the stability window after answers were so far apart that others may have chosen another leader between
     * them, even if both list the same: a process that was paused would otherwise lead on.
     */
    private WatchState afterSilence(WatchState seen, long now) {
        long answered = now - seen.age().toNanos();
        OptionalLong before = lastAnswer;
        if (before.isPresent()
                && answered - before.getAsLong() > ViewGates.oldest(seen).toNanos()) {
            silentUntil = OptionalLong.of(answered);
            named = Optional.empty();
        }
        if (before.isEmpty() || answered - before.getAsLong() > 0) {
            lastAnswer = OptionalLong.of(answered);
        }
        if (silentUntil.isEmpty()) {
            return seen;
        }
        Duration since = Duration.ofNanos(now - silentUntil.getAsLong());
        return since.compareTo(seen.stableFor()) >= 0
                ? seen
                : new WatchState(seen.view(), seen.last(), seen.age(), since, seen.stabilityWindow(), seen.misses());
    }

    private boolean isSelf(Nomination nomination) {
        return nomination instanceof Nomination.Of of
                && electorate.service().self().equals(Optional.of(of.id()));
    }

    private Agreement agreement(boolean chosen, WatchState watch, long now, List<Effect> effects) {
        if (!electorate.confirms()) {
            return new Agreement.NotNeeded();
        }
        if (!chosen) {
            canvass = null;
            return new Agreement.Pending();
        }
        Canvass current = canvass == null ? electorate.canvass(now) : canvass;
        canvass = current;
        if (current.due(now)) {
            ViewDigest digest = ViewDigest.of(watch.view());
            PeerId self = electorate.service().self().orElseThrow();
            Confirmation.Answer own = vote(electorate.question(self, digest), watch, now);
            effects.add(new AskPeers(current, electorate.decider().voters(observation(watch)), own, digest, now));
        }
        return current.agreement(now);
    }

    private Fence fence(boolean wanted, long now, List<Effect> effects) {
        if (!electorate.fences()) {
            return new Fence.None(advisoryTerm);
        }
        if (!wanted) {
            if (term != null) {
                effects.addAll(giveBack(term.held()));
            }
            term = null;
            return new Fence.Pending();
        }
        Term current = term == null ? electorate.term(now) : term;
        term = current;
        Fence known = current.fence(now);
        current.due(now).ifPresent(ask -> effects.add(new AskFence(current, ask)));
        return known;
    }

    private void remember() {
        if (state instanceof Leader) {
            incumbent = electorate.service().self();
        } else if (state instanceof Follower follower) {
            incumbent = Optional.of(follower.of());
        } else if (state instanceof Forbidden forbidden
                && forbidden.reason() instanceof ForbiddenReason.HeldByAnother held) {
            incumbent = held.holder().or(() -> incumbent);
        }
    }

    private LeaderObservation observation(WatchState watch) {
        return observation(watch, new Agreement.Pending(), new Fence.Pending());
    }

    private LeaderObservation observation(WatchState watch, Agreement agreement, Fence fence) {
        return new LeaderObservation(watch, electorate.ownAddresses(), incumbent, named, standing, agreement, fence);
    }

    private static List<Effect> giveBack(OptionalLong epoch) {
        return epoch.isPresent() ? List.of(new GiveBack(epoch.getAsLong())) : List.of();
    }
}
