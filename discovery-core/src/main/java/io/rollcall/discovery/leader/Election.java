// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.discovery.WatchState;
import io.rollcall.discovery.leader.Confirmation.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one {@link Candidacy}: brings it observations and answers, and does what it decides. Decisions are made under a
 * lock, foreign code is called outside of it. Thread-safe.
 */
final class Election {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);

    private final Object lock = new Object();
    private final PeerWatch watch;
    private final Electorate electorate;
    private final Optional<Confirmation> confirmation;
    private final Threads threads;
    private final LongSupplier ticker;
    private final Errands errands;
    private final Announcements announcements;
    private final Candidacy candidacy;
    private final Alarm alarm;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;
    private Confirmation.@Nullable Line line;
    private boolean closed;
    private CompletableFuture<Void> givenBack = CompletableFuture.completedFuture(null);

    Election(LeaderElectorBuilder builder) {
        watch = builder.watch;
        electorate = builder.electorate();
        ticker = builder.ticker;
        threads = Threads.of(builder.scheduler, builder.listenerExecutor);
        errands = new Errands(
                electorate,
                builder.tokens,
                new Bounded(threads.scheduler(), builder.fenceTimeout),
                new Bounded(threads.scheduler(), Canvass.round(electorate.validity())));
        announcements = new Announcements(threads.listeners());
        candidacy = new Candidacy(electorate);
        alarm = new Alarm(threads.scheduler(), ticker, this::evaluate);
        confirmation = builder.confirmation;
    }

    /** Begins to listen; apart from the constructor, so that nobody sees an election half built. */
    void start() {
        confirmation.ifPresent(network -> {
            Confirmation.Line opened = network.open(electorate.service(), this::vote);
            synchronized (lock) {
                line = opened;
            }
        });
        subscription = watch.subscribe(event -> evaluate());
        evaluate();
    }

    Electorate electorate() {
        return electorate;
    }

    Threads threads() {
        return threads;
    }

    Announcements announcements() {
        return announcements;
    }

    /** Decided now. */
    LeaderState state() {
        evaluate();
        synchronized (lock) {
            return candidacy.state();
        }
    }

    Announcements.Registration register(LeaderListener listener) {
        evaluate();
        Announcements.Registration place;
        synchronized (lock) {
            place = announcements.add(listener, candidacy.state());
        }
        announcements.flush();
        return place;
    }

    /** Steps down; completes when the listeners know and the epoch has been given back, or that was tried in vain. */
    CompletableFuture<Void> resign() {
        synchronized (lock) {
            candidacy.stand(Standing.RESIGNED);
        }
        evaluate();
        CompletableFuture<Void> told = new CompletableFuture<>();
        announcements.afterwards(() -> told.complete(null));
        announcements.flush();
        return CompletableFuture.anyOf(told, closing).thenCompose(done -> {
            synchronized (lock) {
                return givenBack;
            }
        });
    }

    void close() {
        Confirmation.Line open;
        synchronized (lock) {
            if (closed) {
                return;
            }
            candidacy.stand(Standing.CLOSED);
        }
        Subscription place = subscription;
        if (place != null) {
            place.close();
        }
        evaluate();
        synchronized (lock) {
            closed = true;
            open = line;
        }
        alarm.close();
        if (open != null) {
            open.close();
        }
        announcements.close();
        synchronized (lock) {
            Futures.then(givenBack, done -> threads.close());
        }
        closing.complete(null);
    }

    private void evaluate() {
        List<Candidacy.Effect> effects;
        synchronized (lock) {
            if (closed) {
                return;
            }
            WatchState seen = watch.state();
            long now = ticker.getAsLong();
            effects = candidacy.step(seen, now);
            announce(effects);
            alarm.within(candidacy.rest(seen, now));
        }
        perform(effects);
    }

    /** In the order of the decisions, hence under the lock; the listeners themselves are called elsewhere. */
    private void announce(List<Candidacy.Effect> effects) {
        for (Candidacy.Effect effect : effects) {
            if (effect instanceof Candidacy.Announce change) {
                LOG.info("{}: {}", electorate.service().domain(), change.state().sentence());
                announcements.announce(change.state());
            } else if (effect instanceof Candidacy.GiveBack back) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                givenBack = done;
                announcements.afterwards(
                        () -> Futures.then(errands.giveBack(back.epoch()), given -> done.complete(null)));
            }
        }
    }

    /** What calls foreign code, and hence not under the lock. */
    private void perform(List<Candidacy.Effect> effects) {
        announcements.flush();
        for (Candidacy.Effect effect : effects) {
            if (effect instanceof Candidacy.AskFence question) {
                ask(question);
            } else if (effect instanceof Candidacy.AskPeers question) {
                ask(question);
            }
        }
    }

    private void ask(Candidacy.AskFence question) {
        Term.Ask ask = question.ask();
        Futures.then(errands.askFence(ask.epoch(), late -> absorb(() -> candidacy.answeredLate(ask, late))), answer -> {
            absorb(() -> candidacy.answered(question.term(), ask, answer, ticker.getAsLong()));
            evaluate();
        });
    }

    private void ask(Candidacy.AskPeers question) {
        Confirmation.Line open;
        synchronized (lock) {
            open = line;
        }
        if (open != null) {
            Futures.then(errands.askPeers(question, open), tally -> {
                synchronized (lock) {
                    candidacy.counted(question.canvass(), tally, question.at(), ticker.getAsLong());
                }
                evaluate();
            });
        }
    }

    private void absorb(Supplier<List<Candidacy.Effect>> news) {
        synchronized (lock) {
            announce(news.get());
        }
        announcements.flush();
    }

    private Answer vote(Confirmation.Question question) {
        synchronized (lock) {
            return closed
                    ? new Confirmation.Refused("this elector is closed")
                    : candidacy.vote(question, watch.state(), ticker.getAsLong());
        }
    }
}
