// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerListener;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The watches of one discovery. Those with equal options share their lookups. Unless told what to run on, all watches of
 * the process share one scheduler thread, which exists while there is a watch. Thread-safe.
 *
 * @since 0.1
 */
public final class PeerWatches implements AutoCloseable {

    private final PeerDiscovery discovery;
    private final Optional<WatchRuntime> given;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Object lock = new Object();
    private final Map<WatchOptions, Feed> feeds = new HashMap<>();
    private final Set<FedWatch> watches = new LinkedHashSet<>();
    private @Nullable SharedThreads threads;
    private int ending;
    private boolean closed;

    private PeerWatches(
            PeerDiscovery discovery, Optional<WatchRuntime> given, InstantSource clock, RandomGenerator random) {
        this.discovery = discovery;
        this.given = given;
        this.clock = clock;
        this.random = random;
    }

    /**
     * On the threads that all watches of this process share.
     *
     * @param discovery does the lookups
     * @param clock stamps views before the first answer
     * @param random the seed of jitter; used under a lock
     */
    public static PeerWatches of(PeerDiscovery discovery, InstantSource clock, RandomGenerator random) {
        return new PeerWatches(discovery, Optional.empty(), clock, random);
    }

    /**
     * On threads and clocks of the caller, who ends them after this.
     *
     * @param discovery does the lookups
     */
    public static PeerWatches of(PeerDiscovery discovery, WatchRuntime runtime) {
        return new PeerWatches(discovery, Optional.of(runtime), runtime.clock(), runtime.random());
    }

    /**
     * Opens a watch. Does not block; the first lookup begins at once, unless an equal watch is open already.
     *
     * @param listener is told of every change, first of the peers found first
     * @throws DiscoveryClosedException if this is closed
     */
    public PeerWatch open(WatchOptions options, PeerListener listener) {
        FedWatch watch;
        boolean first;
        synchronized (lock) {
            if (closed) {
                throw new DiscoveryClosedException(discovery.service());
            }
            WatchRuntime runtime = runtime();
            first = !feeds.containsKey(options);
            Feed feed = feeds.computeIfAbsent(options, key -> new Feed(discovery, options, runtime, random.nextLong()));
            watch = new FedWatch(feed, runtime.listeners(), this::forget);
            watches.add(watch);
        }
        watch.subscribe(listener);
        if (first) {
            watch.feed().start();
        }
        return watch;
    }

    private WatchRuntime runtime() {
        if (given.isPresent()) {
            return given.get();
        }
        SharedThreads leased = threads;
        if (leased == null) {
            leased = SharedThreads.lease();
            threads = leased;
        }
        return new WatchRuntime(leased.scheduler(), leased.listeners(), clock, System::nanoTime, random);
    }

    private void forget(FedWatch watch) {
        Feed idle = null;
        synchronized (lock) {
            watches.remove(watch);
            if (watches.stream().noneMatch(other -> other.feed() == watch.feed())) {
                idle = watch.feed();
                feeds.remove(idle.options(), idle);
            }
            ending++;
        }
        if (idle != null) {
            idle.close();
        }
        // Only now, and only by the last of those who close watches at once: a feed must not outlive its threads.
        SharedThreads unused = null;
        synchronized (lock) {
            ending--;
            if (watches.isEmpty() && ending == 0) {
                unused = threads;
                threads = null;
            }
        }
        if (unused != null) {
            unused.close();
        }
    }

    /** Closes every watch. */
    @Override
    public void close() {
        List<FedWatch> open;
        synchronized (lock) {
            closed = true;
            open = List.copyOf(watches);
        }
        open.forEach(FedWatch::close);
    }
}
