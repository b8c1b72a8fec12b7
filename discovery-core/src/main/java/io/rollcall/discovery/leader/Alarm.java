// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rings once, at the earliest of the times it was set to. Thread-safe. */
final class Alarm {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);

    private final ScheduledExecutorService scheduler;
    private final LongSupplier ticker;
    private final Runnable bell;
    private @Nullable Future<?> pending;
    private long at;
    private boolean closed;

    Alarm(ScheduledExecutorService scheduler, LongSupplier ticker, Runnable bell) {
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.bell = bell;
    }

    synchronized void within(Duration wait) {
        long wanted = ticker.getAsLong() + Math.max(0, wait.toNanos());
        if (closed || (pending != null && at - wanted <= 0)) {
            return;
        }
        if (pending != null) {
            pending.cancel(false);
        }
        at = wanted;
        try {
            pending = scheduler.schedule(this::ring, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            closed = true;
            LOG.warn("the scheduler is shut down; leadership is decided only when somebody asks for it", e);
        }
    }

    synchronized void close() {
        closed = true;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private void ring() {
        synchronized (this) {
            pending = null;
        }
        bell.run();
    }
}
