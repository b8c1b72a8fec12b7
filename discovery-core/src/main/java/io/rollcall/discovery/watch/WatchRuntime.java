// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What watches run on. A test that owns all parts owns every watch.
 *
 * @param scheduler starts lookups and ends waits; its tasks are short and never block
 * @param listeners calls listeners and completes futures; each of its tasks may block, so it should not run them one
 *     after the other unless that is wanted
 * @param clock stamps views before the first answer
 * @param ticker nanoseconds that only grow, like {@link System#nanoTime}
 * @param random the seed of each watch's jitter; used under a lock, so it need not be thread-safe
 * @since 0.1
 */
public record WatchRuntime(
        ScheduledExecutorService scheduler,
        Executor listeners,
        InstantSource clock,
        LongSupplier ticker,
        RandomGenerator random) {

    private static final Logger LOG = LoggerFactory.getLogger(WatchRuntime.class);

    long now() {
        return ticker.getAsLong();
    }

    /** On the scheduler, after a delay. */
    Future<?> schedule(Duration delay, Runnable task) {
        try {
            return scheduler.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.error("The scheduler was shut down before the watches that run on it, which stand still now", e);
            return CompletableFuture.completedFuture(false);
        }
    }

    /** Off the scheduler and the engine, which must not wait for what hangs on a future. */
    void elsewhere(Runnable completion) {
        try {
            listeners.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }
}
