// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.ViewStale;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.WatchState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lookups of one service, for all watches with the same options. State changes under the lock; what calls foreign
 * code (lookups, listeners, futures) is put aside and run after it is released. Thread-safe.
 */
final class Feed {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final PeerDiscovery discovery;
    private final WatchOptions options;
    private final WatchRuntime runtime;
    private final Schedule schedule;
    private final Object lock = new Object();
    private final Set<Mailbox> mailboxes = new LinkedHashSet<>();
    private final Waiters waiters = new Waiters();
    private final Refreshes refreshes = new Refreshes();
    private ViewKeeper known;
    private @Nullable Look looking;
    private @Nullable Future<?> nextLook;
    private @Nullable Future<?> stabilityCheck;
    private boolean closed;

    /** @param seed of the jitter */
    Feed(PeerDiscovery discovery, WatchOptions options, WatchRuntime runtime, long seed) {
        this.discovery = discovery;
        this.options = options;
        this.runtime = runtime;
        schedule = new Schedule(options, new SplittableRandom(seed));
        known = ViewKeeper.opened(discovery.service(), options, runtime.clock().instant(), runtime.now());
    }

    HeadlessService service() {
        return discovery.service();
    }

    WatchOptions options() {
        return options;
    }

    WatchState state() {
        synchronized (lock) {
            return known.state(runtime.now());
        }
    }

    void start() {
        AfterLock after = new AfterLock();
        synchronized (lock) {
            look(after);
        }
        after.run();
    }

    Mailbox subscribe(Mailbox mailbox) {
        synchronized (lock) {
            if (!closed) {
                List<PeerEvent> soFar = new ArrayList<>();
                known.view().peers().forEach(peer -> soFar.add(new PeerJoined(peer, known.view())));
                if (known.announcedStale()) {
                    soFar.add(new ViewStale(known.view(), known.last().orElseThrow()));
                }
                mailbox.add(soFar);
                mailboxes.add(mailbox);
            }
        }
        mailbox.wake();
        return mailbox;
    }

    void unsubscribe(Mailbox mailbox) {
        synchronized (lock) {
            mailboxes.remove(mailbox);
        }
        mailbox.close();
    }

    CompletableFuture<WatchState> refresh() {
        CompletableFuture<WatchState> future = new CompletableFuture<>();
        AfterLock after = new AfterLock();
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(new DiscoveryClosedException(service()));
            }
            known = known.impatient();
            refreshes.add(future, looking != null);
            look(after);
        }
        after.run();
        return future;
    }

    void await(Waiter waiter) {
        AfterLock after = new AfterLock();
        synchronized (lock) {
            if (closed) {
                fail(waiter.future(), after);
            } else {
                waiters.add(waiter);
                Future<?> timeout = runtime.schedule(waiter.deadline(), () -> expire(waiter));
                Futures.whenEnded(waiter.future(), (view, failure) -> {
                    cancel(timeout);
                    forget(waiter);
                });
                satisfy(after);
            }
        }
        after.run();
    }

    void forget(Waiter waiter) {
        synchronized (lock) {
            waiters.remove(waiter);
        }
    }

    /** Ends everything; the listeners are closed by whoever added them. */
    void close() {
        AfterLock after = new AfterLock();
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            cancel(nextLook);
            cancel(stabilityCheck);
            waiters.takeAll().forEach(waiter -> fail(waiter.future(), after));
            refreshes.takeEnded().forEach(future -> fail(future, after));
            refreshes.takeEnded().forEach(future -> fail(future, after));
            mailboxes.clear();
            Look open = looking;
            if (open != null) {
                after.add(open::cancel);
            }
        }
        after.run();
    }

    private void look(AfterLock after) {
        if (closed || looking != null) {
            return;
        }
        // A wait that somebody's refresh has overtaken must not begin a second chain of lookups.
        cancel(nextLook);
        Look look = new Look(discovery, runtime.now());
        looking = look;
        after.add(() -> look.run(runtime, options.lookupDeadline(), (result, failure) -> ended(look, result, failure)));
    }

    private void ended(Look look, @Nullable LookupResult result, @Nullable Throwable failure) {
        if (Look.isClosing(failure)) {
            close();
            return;
        }
        LookupResult counted = result == null ? Look.unanswered(service()) : result;
        AfterLock after = new AfterLock();
        synchronized (lock) {
            if (closed) {
                return;
            }
            looking = null;
            if (result == null) {
                LOG.error(
                        "A lookup of {} failed as none must; counted as no answer",
                        service().domain(),
                        failure);
            }
            ViewKeeper.Step step = known.after(counted, look.began(), runtime.now());
            log(known, step.next(), counted);
            known = step.next();
            tell(step.events(), after);
            WatchState state = known.state(runtime.now());
            refreshes.takeEnded().forEach(future -> after.add(() -> complete(future, state)));
            satisfy(after);
            if (refreshes.isEmpty()) {
                nextLook = runtime.schedule(schedule.next(known, runtime.now()), this::start);
            } else {
                look(after);
            }
        }
        after.run();
    }

    private void tell(List<PeerEvent> events, AfterLock after) {
        if (!events.isEmpty()) {
            mailboxes.forEach(mailbox -> {
                mailbox.add(events);
                after.add(mailbox::wake);
            });
        }
    }

    private void checkStability() {
        AfterLock after = new AfterLock();
        synchronized (lock) {
            satisfy(after);
        }
        after.run();
    }

    /** Completes whom the state satisfies, and looks again when it will have become stable. */
    private void satisfy(AfterLock after) {
        if (closed || waiters.isEmpty()) {
            return;
        }
        WatchState state = known.state(runtime.now());
        waiters.takeSatisfied(state).forEach(waiter -> after.add(() -> complete(waiter.future(), state.view())));
        cancel(stabilityCheck);
        waiters.untilStable(state).ifPresent(left -> stabilityCheck = runtime.schedule(left, this::checkStability));
    }

    private void expire(Waiter waiter) {
        WatchState state;
        synchronized (lock) {
            if (!waiters.remove(waiter)) {
                return;
            }
            state = known.state(runtime.now());
        }
        PeersMissingException missing = new PeersMissingException(
                state.view(),
                waiter.wanted(),
                waiter.deadline(),
                state.last().orElseGet(() -> Look.unanswered(service())));
        runtime.elsewhere(() -> waiter.future().completeExceptionally(missing));
    }

    private void fail(CompletableFuture<?> future, AfterLock after) {
        after.add(() -> future.completeExceptionally(new DiscoveryClosedException(service())));
    }

    private <T> void complete(CompletableFuture<T> future, T value) {
        runtime.elsewhere(() -> future.complete(value));
    }

    private void log(ViewKeeper before, ViewKeeper now, LookupResult result) {
        if (now.failures() == 1) {
            LOG.warn(
                    "No peers of {}: {}; the {} known ones are kept",
                    service().domain(),
                    result.evidence(),
                    before.view().peers().size());
        } else if (before.failures() > 0 && now.failures() == 0) {
            LOG.info(
                    "{} is answered again, after {} lookups without peers",
                    service().domain(),
                    before.failures());
        }
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
