// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A watch in virtual time of a DNS that the test plays. Each lookup takes 10 ms unless it hangs. */
final class Scene implements PeerDiscovery {

    static final Duration LOOKUP = Duration.ofMillis(10);

    final VirtualTime time = new VirtualTime();
    final PeerWatches watches;
    /** What was told, and how long after the start. */
    final List<PeerEvent> events = new ArrayList<>();

    final List<Duration> lookups = new ArrayList<>();
    int mostInFlight;
    private int inFlight;
    private Supplier<LookupResult> dns = Orders::all;
    private boolean hanging;

    Scene() {
        watches = PeerWatches.of(
                this, new WatchRuntime(time, time, time, time::nanoTime, new SplittableRandom(20260801)));
    }

    PeerWatch open() {
        return open(WatchOptions.defaults());
    }

    PeerWatch open(WatchOptions options) {
        return watches.open(options, events::add);
    }

    /** From now on lookups show this. */
    void dns(LookupResult result) {
        dns(() -> result);
    }

    void dns(Supplier<LookupResult> results) {
        dns = results;
    }

    /** From now on lookups do not end. */
    void hang(boolean hang) {
        hanging = hang;
    }

    void advance(Duration by) {
        time.advance(by);
    }

    Duration now() {
        return Duration.ofNanos(time.nanoTime());
    }

    /** Advances until something is told, and says how long that took. */
    Duration untilTold(Duration limit) {
        Duration start = now();
        int told = events.size();
        time.advanceUntil(() -> events.size() > told, limit);
        return now().minus(start);
    }

    @Override
    public HeadlessService service() {
        return Orders.SERVICE;
    }

    @Override
    public CompletableFuture<LookupResult> lookup() {
        lookups.add(now());
        CompletableFuture<LookupResult> future = new CompletableFuture<>();
        mostInFlight = Math.max(mostInFlight, ++inFlight);
        if (!hanging) {
            LookupResult result = dns.get();
            var unused = time.schedule(
                    () -> {
                        inFlight--;
                        future.complete(result);
                    },
                    LOOKUP.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
        return future;
    }

    @Override
    public PeerView await(Completeness wanted, Duration deadline, Consumer<LookupResult> progress) {
        throw new UnsupportedOperationException("waits belong to watches here");
    }

    @Override
    public void close() {
        watches.close();
    }
}
