// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of all watches in this process: one scheduler, {@code rollcall-watch}, and {@code rollcall-listener-N}, of
 * which there is one for each listener that is being called at this moment. All are daemons. They exist from the first
 * lease to the end of the last.
 */
final class SharedThreads implements AutoCloseable {

    private static final long IDLE_MILLIS = 1000;
    private static final Object LOCK = new Object();
    private static @Nullable SharedThreads current;

    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor listeners;
    private int leases;

    private SharedThreads() {
        scheduler = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "rollcall-watch"));
        scheduler.setRemoveOnCancelPolicy(true);
        AtomicInteger count = new AtomicInteger();
        ThreadFactory named = task -> daemon(task, "rollcall-listener-" + count.incrementAndGet());
        listeners = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_MILLIS, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), named);
    }

    /** The threads, until {@link #close()}; each lease is closed once. */
    static SharedThreads lease() {
        synchronized (LOCK) {
            SharedThreads threads = current;
            if (threads == null) {
                threads = new SharedThreads();
                current = threads;
            }
            threads.leases++;
            return threads;
        }
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    ExecutorService listeners() {
        return listeners;
    }

    @Override
    public void close() {
        synchronized (LOCK) {
            if (--leases > 0) {
                return;
            }
            current = null;
        }
        scheduler.shutdownNow();
        listeners.shutdown();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
