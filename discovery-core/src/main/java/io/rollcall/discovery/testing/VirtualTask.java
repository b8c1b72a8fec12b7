// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One task of a {@link VirtualTime}: before it is in line, its due time is the delay. */
final class VirtualTask<V extends @Nullable Object> extends FutureTask<V> implements RunnableScheduledFuture<V> {

    private final VirtualTime time;
    private final boolean surfaces;
    private final long period;
    private long due;
    private long order;
    private @Nullable Throwable thrown;

    VirtualTask(VirtualTime time, Callable<V> task, long delay, long period) {
        super(task);
        this.time = time;
        this.surfaces = task instanceof Runs;
        this.due = delay;
        this.period = period;
    }

    @Override
    public void run() {
        if (isPeriodic()) {
            if (runAndReset()) {
                time.again(this, due + period);
            }
        } else {
            super.run();
        }
        surface();
    }

    /** Throws once what the task threw, after the task's own state is settled. */
    private void surface() {
        Throwable surfacing = thrown;
        thrown = null;
        if (surfacing instanceof Error error) {
            throw error;
        }
        if (surfacing instanceof RuntimeException exception) {
            throw exception;
        }
        if (surfacing != null) {
            throw new UndeclaredThrowableException(surfacing);
        }
    }

    @Override
    protected void setException(Throwable failure) {
        super.setException(failure);
        if (surfaces) {
            thrown = failure;
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            time.forget(this);
        }
        return cancelled;
    }

    void dueAt(long due, long order) {
        this.due = due;
        this.order = order;
    }

    long due() {
        return due;
    }

    @Override
    public boolean isPeriodic() {
        return period > 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - time.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        VirtualTask<?> that = (VirtualTask<?>) other;
        int byDue = Long.compare(due, that.due);
        return byDue != 0 ? byDue : Long.compare(order, that.order);
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
