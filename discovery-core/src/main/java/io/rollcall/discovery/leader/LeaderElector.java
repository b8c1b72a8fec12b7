// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Runs a {@link LeaderDecider} on a {@link PeerWatch}: decides anew whenever the view changes, time closes or opens a
 * gate, a peer or the fence answers, and whenever it is asked; at least once a second.
 *
 * <p>Stepping down is local: it needs no answer from anybody. A stale view, a lost majority, a grant that ran out or a
 * resignation end the term at the moment they are noticed, and {@link #state()} notices them itself, whatever the threads
 * are doing. Durations are measured by a ticker, so setting the clock of the machine changes nothing.
 *
 * <p>Close it before its watch. Two daemon threads per elector unless executors are given: {@code rollcall-leader-N}
 * decides, {@code rollcall-leader-N-listener} tells the listeners. Thread-safe; nothing blocks but what says so.
 *
 * @since 0.1
 */
public final class LeaderElector implements AutoCloseable {

    private final PeerWatch watch;
    private final Election election;

    LeaderElector(LeaderElectorBuilder builder) {
        watch = builder.watch;
        election = new Election(builder);
        election.start();
    }

    /**
     * With a fence, the lowest ordinal leading, and every other setting at its default.
     *
     * @param watch the peers; stays the caller's
     * @param tokens the fence
     * @throws IllegalArgumentException as {@link LeaderElectorBuilder#build()}
     */
    public static LeaderElector of(PeerWatch watch, FencingTokens tokens) {
        return builder(watch).fencing(tokens).build();
    }

    /**
     * Without a fence: two processes may lead at once while their views differ. For work that may be done twice.
     *
     * @param watch the peers; stays the caller's
     * @throws IllegalArgumentException as {@link LeaderElectorBuilder#build()}
     */
    public static LeaderElector advisory(PeerWatch watch) {
        return builder(watch).build();
    }

    /**
     * Starts the settings of an elector.
     *
     * @param watch the peers; stays the caller's
     */
    public static LeaderElectorBuilder builder(PeerWatch watch) {
        return new LeaderElectorBuilder(watch);
    }

    /** Whose peers choose a leader. */
    public HeadlessService service() {
        return election.electorate().service();
    }

    /**
     * Who leads, decided now. Costs microseconds and no I/O: ask before each piece of a leader's work. Between asking and
     * working a process may be paused for any time, which only a fenced resource notices.
     */
    public LeaderState state() {
        return election.state();
    }

    /**
     * Adds a listener, which is told the state of now first.
     *
     * @return ends it; see {@link Subscription#close()}
     */
    public Subscription onChange(LeaderListener listener) {
        Announcements.Registration place = election.register(listener);
        return () -> {
            election.announcements().remove(place);
            election.announcements().settle();
        };
    }

    /**
     * Completes when it is known who leads or that this process must not.
     *
     * @param deadline how long to wait at the most, not shorter than the stability window
     * @return the state, never {@link Undecided}; fails with {@link LeaderUndecidedException}, which says what was
     *     missing
     * @throws IllegalArgumentException if the deadline is shorter than the stability window, so that it could not be met
     *     by peers that have just changed
     */
    public CompletableFuture<LeaderState> whenDecided(Duration deadline) {
        Duration window = watch.state().stabilityWindow();
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(window) < 0) {
            throw new IllegalArgumentException("deadline " + deadline + " is shorter than the stability window "
                    + window + ", before which nobody leads; wait longer, or make the window of the watch shorter");
        }
        CompletableFuture<LeaderState> decided = new CompletableFuture<>();
        Announcements.Registration place = election.register(now -> {
            if (!(now instanceof Undecided)) {
                decided.complete(now);
            }
        });
        Future<?> timer = Bounded.after(election.threads().scheduler(), deadline, () -> {
            LeaderState last = state();
            if (last instanceof Undecided) {
                decided.completeExceptionally(new LeaderUndecidedException(service(), deadline, last));
            } else {
                decided.complete(last);
            }
        });
        return decided.whenComplete((state, failure) -> {
            timer.cancel(false);
            election.announcements().remove(place);
        });
    }

    /**
     * Waits until it is known who leads or that this process must not. Blocks the caller.
     *
     * @throws LeaderUndecidedException if the deadline passes
     * @throws InterruptedException if the calling thread is interrupted
     * @see #whenDecided(Duration)
     */
    public LeaderState awaitDecided(Duration deadline) throws InterruptedException {
        try {
            return whenDecided(deadline).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LeaderUndecidedException undecided) {
                throw undecided;
            }
            throw new IllegalStateException(
                    "waiting for the leader of " + service().domain() + " failed", e);
        }
    }

    /**
     * Steps down for good: {@link #state()} does not say {@link Leader} any more once this returns. Call it when the
     * process is told to end (SIGTERM), while the pod is still in DNS, and wait for the future before exiting. Others
     * lead when DNS no longer lists this pod and their stability window has passed.
     *
     * @return completes when the listeners have been told and the epoch has been given back, or that was tried in vain
     */
    public CompletableFuture<Void> resign() {
        return election.resign();
    }

    /**
     * Steps down, tells the listeners on this thread, gives the epoch back without waiting for the answer, and ends. No
     * callback starts after this has returned; one that runs is waited for, but no longer than a second. May be called
     * from anywhere, a listener included, and more than once.
     */
    @Override
    public void close() {
        election.close();
    }
}
