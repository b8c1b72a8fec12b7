// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Clock, nanosecond ticker and scheduler in one, all of them standing still until the test that owns them advances the
 * time. An hour of polling then takes a test some milliseconds, and passes the same way every time.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * time.scheduleAtFixedRate(poller, 0, 5, TimeUnit.SECONDS);
 *
 * time.advance(Duration.ofHours(1));       // runs the poller 721 times, on this thread
 * }</pre>
 *
 * <p>Tasks run on the thread that advances, one after the other, ordered by when they are due and, where that is the
 * same, by when they were submitted; while one runs, the time is the moment it was due. A task may submit, cancel and
 * shut down; it must not advance the time. Tasks given to {@link #execute} or {@link #submit} are due at once, and run
 * at the next {@code advance}, be it by zero.
 *
 * <p>An exception out of a {@link Runnable} surfaces from the call that advanced the time, which then stops at that
 * task; the tasks behind it stay pending. What is handed in through {@code submit}, or as a {@link Callable}, keeps its
 * exception in its future, as everywhere.
 *
 * <p>Any thread may submit, cancel and read; only one at a time may advance. Nothing here waits: {@code get()} on a
 * future of the own scheduler never ends on the thread that would have to advance the time.
 *
 * @since 0.1
 */
public final class VirtualTime extends AbstractExecutorService implements InstantSource, ScheduledExecutorService {

    private static final Instant EPOCH = Instant.parse("2030-01-01T00:00:00Z");

    private final Instant start;
    private final PriorityQueue<VirtualTask<?>> tasks = new PriorityQueue<>();
    private long now;
    private long submitted;
    private boolean shutdown;
    private boolean advancing;

    /** Starts at the first second of 2030, UTC. */
    public VirtualTime() {
        this(EPOCH);
    }

    /**
     * Starts at a moment of the caller's choice.
     *
     * @param start what {@link #instant()} answers until time is advanced
     */
    public VirtualTime(Instant start) {
        this.start = start;
    }

    @Override
    public synchronized Instant instant() {
        return start.plusNanos(now);
    }

    /** The ticker: nanoseconds since the start, a stand-in for {@link System#nanoTime()}. */
    public synchronized long nanoTime() {
        return now;
    }

    /**
     * Moves the time forward and runs what becomes due on the way, tasks that these tasks submit included.
     *
     * @param by zero or more; zero runs what is due already
     * @throws IllegalArgumentException if negative
     * @throws IllegalStateException if called by a task, or while another thread advances
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time cannot be advanced by " + by + ", only by zero or more");
        }
        runUntil(Math.addExact(nanoTime(), by.toNanos()), () -> false);
    }

    /**
     * Moves the time forward to the next task and runs it, and others due at the same moment with it.
     *
     * @return false if no task is pending; the time then stays as it is
     * @throws IllegalStateException if called by a task, or while another thread advances
     */
    public boolean advanceToNext() {
        long due;
        synchronized (this) {
            VirtualTask<?> next = tasks.peek();
            if (next == null) {
                return false;
            }
            due = Math.max(now, next.due());
        }
        runUntil(due, () -> false);
        return true;
    }

    /**
     * Moves the time forward until a condition holds, at the most by {@code limit}. The condition is looked at before
     * each task and once at the end; as it holds, the time stays where it is.
     *
     * @param condition what to wait for; must not advance the time
     * @param limit zero or more
     * @return whether the condition holds
     * @throws IllegalArgumentException if the limit is negative
     * @throws IllegalStateException if called by a task, or while another thread advances
     */
    public boolean advanceUntil(BooleanSupplier condition, Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("the limit " + limit + " is negative");
        }
        return runUntil(Math.addExact(nanoTime(), limit.toNanos()), condition) || condition.getAsBoolean();
    }

    /** How many tasks wait to run; a periodic one counts once, a cancelled one not at all. */
    public synchronized int pendingTasks() {
        return tasks.size();
    }

    /** When the next task is due; in the past for one that the last advance left behind, empty if none is pending. */
    public synchronized Optional<Instant> nextDue() {
        return Optional.ofNullable(tasks.peek()).map(task -> start.plusNanos(task.due()));
    }

    @Override
    public void execute(Runnable task) {
        enqueue(new VirtualTask<>(this, Runs.of(task), 0, 0));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return add(new VirtualTask<>(this, Runs.of(task), unit.toNanos(delay), 0));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return add(new VirtualTask<>(this, task, unit.toNanos(delay), 0));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return add(new VirtualTask<>(this, Runs.of(task), unit.toNanos(initialDelay), positive(period, unit)));
    }

    /** The same as {@link #scheduleAtFixedRate}, since a task takes no virtual time. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(task, initialDelay, delay, unit);
    }

    /** Refuses new tasks and drops periodic ones; what is pending otherwise still runs as the time comes. */
    @Override
    public synchronized void shutdown() {
        shutdown = true;
        List<VirtualTask<?>> periodic =
                tasks.stream().filter(VirtualTask::isPeriodic).toList();
        periodic.forEach(task -> task.cancel(false));
    }

    /** Refuses new tasks and drops all that are pending. */
    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> dropped = new ArrayList<>(tasks.size());
        for (VirtualTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
            dropped.add(task);
        }
        return dropped;
    }

    /** The same as {@link #shutdownNow()}; the method that executors have from Java 19 on would wait for ever. */
    public void close() {
        shutdownNow();
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    /** Does not wait, as only the test can let time pass: tells at once whether nothing is left to run. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    /** Not supported: it would have to wait for tasks that run only when the caller advances the time. */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> all) {
        throw waiting("invokeAll");
    }

    /** Not supported, as {@link #invokeAll(Collection)}. */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> all, long timeout, TimeUnit unit) {
        throw waiting("invokeAll");
    }

    /** Not supported, as {@link #invokeAll(Collection)}. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> all) {
        throw waiting("invokeAny");
    }

    /** Not supported, as {@link #invokeAll(Collection)}. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> all, long timeout, TimeUnit unit) {
        throw waiting("invokeAny");
    }

    /** The time and how much is pending. */
    @Override
    public synchronized String toString() {
        return "VirtualTime[" + instant() + ", " + tasks.size() + " pending" + (shutdown ? ", shut down]" : "]");
    }

    synchronized void forget(VirtualTask<?> task) {
        tasks.remove(task);
    }

    /** Puts a periodic task back in line, behind what is due at the same moment already. */
    synchronized void again(VirtualTask<?> task, long due) {
        if (!shutdown) {
            task.dueAt(due, submitted++);
            tasks.add(task);
        }
    }

    private <V> VirtualTask<V> add(VirtualTask<V> task) {
        enqueue(task);
        return task;
    }

    private synchronized void enqueue(VirtualTask<?> task) {
        if (shutdown) {
            throw new RejectedExecutionException("the virtual scheduler is shut down since before " + instant());
        }
        // A delay near Long.MAX_VALUE stands for "never", not for a time before the start.
        long delay = Math.max(0, task.due());
        task.dueAt(now > Long.MAX_VALUE - delay ? Long.MAX_VALUE : now + delay, submitted++);
        tasks.add(task);
    }

    private boolean runUntil(long end, BooleanSupplier condition) {
        begin();
        try {
            while (!condition.getAsBoolean()) {
                VirtualTask<?> task = nextUntil(end);
                if (task == null) {
                    return false;
                }
                task.run();
            }
            return true;
        } finally {
            finish();
        }
    }

    private synchronized void begin() {
        if (advancing) {
            throw new IllegalStateException("the time is being advanced already, at " + instant()
                    + "; a task cannot advance it, and only one thread at a time can");
        }
        advancing = true;
    }

    private synchronized void finish() {
        advancing = false;
    }

    private synchronized @Nullable VirtualTask<?> nextUntil(long end) {
        VirtualTask<?> next = tasks.peek();
        if (next == null || next.due() > end) {
            now = Math.max(now, end);
            return null;
        }
        now = Math.max(now, next.due());
        return tasks.poll();
    }

    private static long positive(long period, TimeUnit unit) {
        if (period <= 0) {
            throw new IllegalArgumentException("a period of " + period + " " + unit + " is not more than zero");
        }
        return unit.toNanos(period);
    }

    private static UnsupportedOperationException waiting(String method) {
        return new UnsupportedOperationException(
                method + " would wait for tasks that run only when the test advances the time; use submit instead");
    }
}
