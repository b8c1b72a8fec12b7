// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.WatchState;
import io.rollcall.discovery.leader.Confirmation.Agreed;
import io.rollcall.discovery.leader.Confirmation.Answer;
import io.rollcall.discovery.leader.Confirmation.Differs;
import io.rollcall.discovery.leader.Confirmation.Question;
import io.rollcall.discovery.leader.Confirmation.Refused;
import java.util.Optional;

/**
 * The pure part of answering: a question, what is seen, and the promise that binds, in; an answer and the promise that
 * binds from now on, out.
 *
 * @param answer what to say
 * @param promise what binds from now on
 */
record Ballot(Answer answer, Promise promise) {

    /**
     * To whom this process is bound.
     *
     * @param to the process, empty at first
     * @param until a reading of the ticker, in nanoseconds
     */
    record Promise(Optional<Candidate> to, long until) {
        static final Promise NONE = new Promise(Optional.empty(), 0);

        boolean binds(Candidate other, long now) {
            // Readings of a ticker are compared by their difference, because they may overflow.
            return to.isPresent() && !to.get().equals(other) && until - now > 0;
        }
    }

    /** One process that wants to lead. */
    record Candidate(PeerId id, String incarnation) {}

    static Ballot cast(Question question, WatchState watch, Nomination nomination, Promise promise, long now) {
        HeadlessService service = watch.view().service();
        Optional<String> mistake = mistake(question, service, watch);
        if (mistake.isPresent()) {
            return new Ballot(new Refused(mistake.get()), promise);
        }
        PeerId self = service.self().orElseThrow();
        if (nomination instanceof Nomination.None none) {
            return new Ballot(
                    new Differs(
                            self,
                            Optional.empty(),
                            self + " names nobody: " + none.reason().sentence()),
                    promise);
        }
        PeerId named = ((Nomination.Of) nomination).id();
        if (!named.equals(question.asker())) {
            return new Ballot(new Differs(self, Optional.of(named), self + " names " + named), promise);
        }
        ViewDigest digest = ViewDigest.of(watch.view());
        if (!digest.equals(question.digest())) {
            return new Ballot(
                    new Differs(
                            self,
                            Optional.of(named),
                            self + " sees other members (digest " + digest + ", not " + question.digest() + ")"),
                    promise);
        }
        Candidate candidate = new Candidate(question.asker(), question.incarnation());
        if (promise.binds(candidate, now)) {
            return new Ballot(
                    new Differs(
                            self,
                            Optional.empty(),
                            self + " has promised itself to another process, "
                                    + promise.to().orElseThrow().id() + ", for "
                                    + (promise.until() - now) / 1_000_000 + " ms more"),
                    promise);
        }
        long until = now + question.validFor().toNanos();
        boolean longer = promise.to().equals(Optional.of(candidate)) && promise.until() - until > 0;
        return new Ballot(new Agreed(self), longer ? promise : new Promise(Optional.of(candidate), until));
    }

    private static Optional<String> mistake(Question question, HeadlessService service, WatchState watch) {
        if (!question.domain().equals(service.domain())) {
            return Optional.of("this is a peer of " + service.domain() + " and not of " + question.domain());
        }
        if (!service.self().equals(Optional.of(question.asked()))) {
            return Optional.of("this is " + service.self().map(PeerId::toString).orElse("nobody") + " and not "
                    + question.asked());
        }
        // A process that restarts forgets its promises, but names nobody before its window has passed.
        if (question.validFor().compareTo(watch.stabilityWindow()) > 0) {
            return Optional.of("a promise for " + question.validFor() + " is longer than the stability window "
                    + watch.stabilityWindow() + " of " + question.asked());
        }
        return Optional.empty();
    }
}
