// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the view of a service's peers fresh, until closed.
 *
 * <p>The rules:
 *
 * <ul>
 *   <li>One lookup is in flight at a time; the next is counted from the end of the last: the answer's TTL, clamped to
 *       {@link WatchOptions#shortestPoll()} and {@link WatchOptions#longestPoll()}, plus up to 10 % jitter. Sooner while
 *       the view is not complete or in doubt; backing off, with jitter, while lookups fail.
 *   <li>A peer joins, and a new address or port counts, with the first answer that shows it. A peer leaves only when
 *       {@link WatchOptions#misses()} whole answers in a row do not list it, and the last of these lookups began at least
 *       one TTL after the first had ended. The number, so that one server that is behind and happens to be asked twice
 *       removes nobody; the TTL (the longest of the last 16 answers, at most an hour), because every cache on the way has
 *       asked anew by then. So it is with an address that goes missing, or a return to what a peer had before. Where
 *       answers have disagreed about a peer, the number doubles each time, up to eightfold, until 16 answers in a row
 *       agree.
 *   <li>A lookup that fails, and an answer that lists nobody or is cut, take nothing away. The second in a row that fails
 *       or lists nobody makes the view {@linkplain PeerView.Source#STALE stale}. Only when no good answer came for
 *       {@link WatchOptions#staleBound()} do its peers leave.
 *   <li>An address belongs to the peer that the newest answer shows it for. Whoever had it before keeps only his others,
 *       unless that answer shows both.
 * </ul>
 *
 * <p>So a peer that starts is seen within one poll, and one that ends has left after at most one poll, one TTL and one
 * look in doubt; or one poll and {@code misses - 1} looks in doubt, if that is longer. A poll takes the TTL within its
 * bounds, a look in doubt an eighth of the TTL but 1 to 4 times {@link WatchOptions#shortestPoll()}, both with up to 10 %
 * jitter and the time of the lookup itself. At a TTL of 5 s, the defaults give 11.6 s; at 30 s, 67.2 s.
 *
 * <p>Thread-safe. Nothing blocks but the methods that say so. Futures complete on a thread that only this call uses
 * meanwhile, so what hangs on them may block.
 *
 * @since 0.1
 */
public interface PeerWatch extends AutoCloseable {

    /** The service that is watched. */
    HeadlessService service();

    /** All that is known now. */
    WatchState state();

    /** The peers now; empty and stale before the first good answer. */
    default PeerView view() {
        return state().view();
    }

    /**
     * Looks now, although the TTL has not run out, and forgets the backoff. While a lookup is in flight that an earlier
     * call asked for, it is this call's too; one that had begun before any asked is followed by another.
     *
     * @return the state after that lookup, however it ended; fails only with {@link DiscoveryClosedException}
     */
    CompletableFuture<WatchState> refresh();

    /**
     * Completes when the view shows enough peers and is not stale; at once if it does already.
     *
     * @param wanted the least that will do
     * @param deadline how long to wait at the most, more than zero
     * @return the first view that will do; fails with {@link PeersMissingException}, which says which ordinals are
     *     missing and what DNS answered last, or with {@link DiscoveryClosedException}
     * @throws IllegalArgumentException if the deadline is not more than zero
     */
    CompletableFuture<PeerView> whenReached(Completeness wanted, Duration deadline);

    /**
     * As {@link #whenReached(Completeness, Duration)}, for a number of peers.
     *
     * @param peers the least number, 1 or more
     * @throws IllegalArgumentException if the number or the deadline is out of range
     */
    CompletableFuture<PeerView> whenReached(int peers, Duration deadline);

    /**
     * Completes when the view shows enough peers and is {@linkplain WatchState#stable() stable}.
     *
     * @throws IllegalArgumentException if the deadline is not more than zero, or shorter than the configured stability
     *     window, so that it could never be met by a set that has just changed
     */
    CompletableFuture<PeerView> whenStable(Completeness wanted, Duration deadline);

    /**
     * Waits until the view shows enough peers and is not stale. Blocks the caller.
     *
     * @throws PeersMissingException if the deadline passes
     * @throws DiscoveryClosedException if this or its discovery is closed
     * @throws InterruptedException if the calling thread is interrupted
     * @see #whenReached(Completeness, Duration)
     */
    PeerView await(Completeness wanted, Duration deadline) throws InterruptedException;

    /**
     * As {@link #await(Completeness, Duration)}, for a number of peers.
     *
     * @see #whenReached(int, Duration)
     */
    PeerView await(int peers, Duration deadline) throws InterruptedException;

    /**
     * Waits until the view shows enough peers and is stable. Blocks the caller.
     *
     * @see #whenStable(Completeness, Duration)
     * @see #await(Completeness, Duration)
     */
    PeerView awaitStable(Completeness wanted, Duration deadline) throws InterruptedException;

    /**
     * Adds a listener. It first gets a {@link PeerEvent.PeerJoined} for each peer that is in the view already, and
     * {@link PeerEvent.ViewStale} if the view is known to be stale, so that the events alone tell everything.
     */
    Subscription subscribe(PeerListener listener);

    /**
     * Ends this watch: no callback starts after this has returned (see {@link Subscription#close()}), and futures that
     * are not complete fail with {@link DiscoveryClosedException}. Other watches of the discovery go on. May be called
     * from anywhere, a listener included, and more than once.
     */
    @Override
    void close();
}
