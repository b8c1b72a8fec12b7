// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task of one process; what it throws ends the simulation. */
final class PodTask<V extends @Nullable Object> extends FutureTask<V> implements ScheduledFuture<V> {

    private final PodTime time;
    private final long period;
    private long due;
    private @Nullable ScheduledFuture<?> inLine;
    private @Nullable Throwable thrown;

    PodTask(PodTime time, Callable<V> task, long period) {
        super(task);
        this.time = time;
        this.period = period;
    }

    void lineUp(long delay) {
        due = time.nanoTime() + delay;
        inLine = time.line(this, delay);
    }

    @Override
    public void run() {
        if (time.isDead()) {
            return;
        }
        if (time.isPaused()) {
            inLine = time.lineAfterPause(this);
            return;
        }
        if (period == 0) {
            super.run();
        } else if (runAndReset()) {
            lineUp(period);
        }
        Throwable failure = thrown;
        if (failure != null) {
            throw new IllegalStateException("a task of a pod failed", failure);
        }
    }

    @Override
    protected void setException(Throwable failure) {
        super.setException(failure);
        thrown = failure;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        ScheduledFuture<?> waiting = inLine;
        if (waiting != null) {
            waiting.cancel(false);
        }
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - time.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
