// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Finds the peers of one {@link HeadlessService}.
 *
 * <p>Thread-safe. {@link #close()} may be called more than once; a lookup or wait that is under way, or started after
 * it, ends with a {@link DiscoveryClosedException}.
 *
 * @since 0.1
 */
public interface PeerDiscovery extends AutoCloseable {

    /** The service whose peers are found. */
    HeadlessService service();

    /**
     * Looks once. Does not block; the future completes within the configured deadline of a lookup, exceptionally only
     * with {@link DiscoveryClosedException}, and on a thread on which the caller must not block.
     */
    CompletableFuture<LookupResult> lookup();

    /**
     * Looks again and again until enough peers are listed. Blocks the caller.
     *
     * @param wanted the least that will do
     * @param deadline how long to wait at the most, more than zero
     * @return the first view that reaches {@code wanted}
     * @throws PeersMissingException if the deadline passes; it says which ordinals are missing and what DNS answered
     * @throws InterruptedException if the calling thread is interrupted
     */
    default PeerView await(Completeness wanted, Duration deadline) throws InterruptedException {
        return await(wanted, deadline, progress -> {});
    }

    /**
     * As {@link #await(Completeness, Duration)}, and tells what each look showed.
     *
     * @param progress gets every result while waiting, on the calling thread
     */
    PeerView await(Completeness wanted, Duration deadline, Consumer<LookupResult> progress) throws InterruptedException;

    /** As {@link #watch(WatchOptions, PeerListener)}, with {@link WatchOptions#defaults()}. */
    default PeerWatch watch(PeerListener listener) {
        return watch(WatchOptions.defaults(), listener);
    }

    /**
     * Keeps a view fresh until the watch, or this, is closed. Does not block; the first lookup begins at once.
     *
     * @param listener is told of every change, first of the peers found first
     * @throws DiscoveryClosedException if this is closed
     * @throws UnsupportedOperationException if this discovery only looks when asked
     */
    default PeerWatch watch(WatchOptions options, PeerListener listener) {
        throw new UnsupportedOperationException(
                getClass().getName() + " keeps no watch of " + service().domain() + "; call lookup()");
    }

    /** Ends everything that is under way and frees its threads and sockets. */
    @Override
    void close();
}
