// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.DiscoveryException;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerListener;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One caller's part of a {@link Feed}. */
final class FedWatch implements PeerWatch {

    private final Feed feed;
    private final Executor executor;
    private final Consumer<FedWatch> whenClosed;
    private final Set<Mailbox> mailboxes = ConcurrentHashMap.newKeySet();
    private final Set<Runnable> abandonments = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    FedWatch(Feed feed, Executor executor, Consumer<FedWatch> whenClosed) {
        this.feed = feed;
        this.executor = executor;
        this.whenClosed = whenClosed;
    }

    Feed feed() {
        return feed;
    }

    @Override
    public HeadlessService service() {
        return feed.service();
    }

    @Override
    public WatchState state() {
        return feed.state();
    }

    @Override
    public CompletableFuture<WatchState> refresh() {
        return track(feed.refresh());
    }

    @Override
    public CompletableFuture<PeerView> whenReached(Completeness wanted, Duration deadline) {
        return wait(view -> view.completeness().reaches(wanted), false, inWords(wanted), deadline);
    }

    @Override
    public CompletableFuture<PeerView> whenReached(int peers, Duration deadline) {
        if (peers < 1) {
            throw new IllegalArgumentException(peers + " peers are nothing to wait for; ask for 1 or more of "
                    + service().domain());
        }
        return wait(view -> view.peers().size() >= peers, false, peers + " peers", deadline);
    }

    @Override
    public CompletableFuture<PeerView> whenStable(Completeness wanted, Duration deadline) {
        Duration window = feed.options().stabilityWindow();
        if (window.compareTo(deadline) > 0) {
            throw new IllegalArgumentException("stability window " + window + " is longer than the deadline " + deadline
                    + ", so a set that has just changed could not become stable in time; change one of them");
        }
        return wait(
                view -> view.completeness().reaches(wanted),
                true,
                inWords(wanted) + ", unchanged for the stability window,",
                deadline);
    }

    @Override
    public PeerView await(Completeness wanted, Duration deadline) throws InterruptedException {
        return get(whenReached(wanted, deadline));
    }

    @Override
    public PeerView await(int peers, Duration deadline) throws InterruptedException {
        return get(whenReached(peers, deadline));
    }

    @Override
    public PeerView awaitStable(Completeness wanted, Duration deadline) throws InterruptedException {
        return get(whenStable(wanted, deadline));
    }

    @Override
    public Subscription subscribe(PeerListener listener) {
        Mailbox mailbox = new Mailbox(listener, executor);
        mailboxes.add(mailbox);
        feed.subscribe(mailbox);
        if (closed) {
            end(mailbox);
        }
        return () -> end(mailbox);
    }

    @Override
    public void close() {
        closed = true;
        whenClosed.accept(this);
        mailboxes.forEach(this::end);
        abandonments.forEach(Runnable::run);
    }

    private void end(Mailbox mailbox) {
        mailboxes.remove(mailbox);
        feed.unsubscribe(mailbox);
    }

    private String inWords(Completeness wanted) {
        return wanted + " of " + service().expectedPeers() + " peers";
    }

    private CompletableFuture<PeerView> wait(
            Predicate<PeerView> enough, boolean stable, String wanted, Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline " + deadline + " is not more than zero");
        }
        CompletableFuture<PeerView> future = track(new CompletableFuture<>());
        feed.await(new Waiter(enough, stable, wanted, deadline, future));
        return future;
    }

    private <T> CompletableFuture<T> track(CompletableFuture<T> future) {
        Runnable abandon = () -> future.completeExceptionally(new DiscoveryClosedException(service()));
        abandonments.add(abandon);
        Futures.whenEnded(future, (value, failure) -> abandonments.remove(abandon));
        if (closed) {
            abandon.run();
        }
        return future;
    }

    private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DiscoveryException known) {
                throw known;
            }
            throw new IllegalStateException("a wait failed in a way that it must not", e.getCause());
        }
    }
}
