// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerListener;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.LongSupplier;

/** A watch whose view the test sets; its durations follow the test's ticker. */
final class ScriptedWatch implements PeerWatch {

    private final HeadlessService service;
    private final LongSupplier ticker;
    private final Set<PeerListener> listeners = new CopyOnWriteArraySet<>();
    private volatile List<Peer> peers = List.of();
    private volatile PeerView.Source source = PeerView.Source.STALE;
    private volatile long changedAt;
    private volatile long answeredAt;
    private volatile boolean answering = true;

    ScriptedWatch(HeadlessService service, LongSupplier ticker) {
        this.service = service;
        this.ticker = ticker;
    }

    /** A good answer with these peers; good answers go on from now. */
    ScriptedWatch lists(int... ordinals) {
        return lists(Seen.peers(ordinals));
    }

    ScriptedWatch lists(List<Peer> listed) {
        if (!listed.equals(peers) || source == PeerView.Source.STALE) {
            changedAt = ticker.getAsLong();
        }
        peers = List.copyOf(listed);
        source = PeerView.Source.FRESH;
        answering = true;
        tell();
        return this;
    }

    /** Lookups fail, and the watch says so. */
    void goesStale() {
        source = PeerView.Source.STALE;
        silently();
        tell();
    }

    /** No answer comes any more, and nobody is told. */
    void silently() {
        answeredAt = ticker.getAsLong();
        answering = false;
    }

    @Override
    public HeadlessService service() {
        return service;
    }

    @Override
    public WatchState state() {
        long now = ticker.getAsLong();
        boolean stale = source == PeerView.Source.STALE;
        return new WatchState(
                new PeerView(service, peers, source, Instant.EPOCH, Seen.TTL, true),
                Optional.empty(),
                Duration.ofNanos(answering ? 0 : now - answeredAt),
                Duration.ofNanos(stale ? 0 : now - changedAt),
                Seen.WINDOW,
                Map.of());
    }

    @Override
    public Subscription subscribe(PeerListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletableFuture<WatchState> refresh() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<PeerView> whenReached(Completeness wanted, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<PeerView> whenReached(int wanted, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<PeerView> whenStable(Completeness wanted, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PeerView await(Completeness wanted, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PeerView await(int wanted, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PeerView awaitStable(Completeness wanted, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        listeners.clear();
    }

    private void tell() {
        listeners.forEach(listener -> listener.on(new PeerEvent.ViewFresh(view())));
    }
}
