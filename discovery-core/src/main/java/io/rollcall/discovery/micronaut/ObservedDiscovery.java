// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerListener;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.watch.PeerWatches;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells how each lookup of another discovery ended, those of its watches included. */
final class ObservedDiscovery implements PeerDiscovery {

    private final PeerDiscovery delegate;
    private final List<LookupListener> listeners;
    private final LongSupplier ticker;
    private final PeerWatches watches;

    ObservedDiscovery(
            PeerDiscovery delegate, List<LookupListener> listeners, InstantSource clock, LongSupplier ticker) {
        this.delegate = delegate;
        this.listeners = List.copyOf(listeners);
        this.ticker = ticker;
        watches = PeerWatches.of(this, clock, new SplittableRandom(new SecureRandom().nextLong()));
    }

    @Override
    public HeadlessService service() {
        return delegate.service();
    }

    @Override
    public CompletableFuture<LookupResult> lookup() {
        long began = ticker.getAsLong();
        CompletableFuture<LookupResult> lookup = delegate.lookup();
        // The future itself is handed out, as one that hangs on it would wrap its failures.
        var unused = lookup.thenAccept(result -> tell(result, Duration.ofNanos(ticker.getAsLong() - began)));
        return lookup;
    }

    @Override
    public PeerView await(Completeness wanted, Duration deadline, Consumer<LookupResult> progress)
            throws InterruptedException {
        return delegate.await(wanted, deadline, progress);
    }

    @Override
    public PeerWatch watch(WatchOptions options, PeerListener listener) {
        return watches.open(options, listener);
    }

    @Override
    public void close() {
        watches.close();
        delegate.close();
    }

    private void tell(LookupResult result, Duration took) {
        listeners.forEach(listener -> listener.looked(result, took));
    }
}
