// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time as one process has it: its clock is wrong and its ticker a little too fast or too slow. While the process is
 * paused its tasks wait; once it is dead they never run.
 */
final class PodTime extends AbstractExecutorService implements InstantSource, ScheduledExecutorService {

    private final VirtualTime world;
    private final long born;
    private final Instant clockAtBirth;
    private final double rate;
    private boolean dead;
    private long pausedUntil;

    /**
     * Starts now.
     *
     * @param skew how much its clock is ahead
     * @param rate how many of its seconds pass in one second
     */
    PodTime(VirtualTime world, Duration skew, double rate) {
        this.world = world;
        this.born = world.nanoTime();
        this.clockAtBirth = world.instant().plus(skew);
        this.rate = rate;
    }

    @Override
    public Instant instant() {
        return clockAtBirth.plusNanos(nanoTime());
    }

    /** Since the process started. */
    long nanoTime() {
        return (long) ((world.nanoTime() - born) * rate);
    }

    void pauseUntil(long worldNanos) {
        pausedUntil = Math.max(pausedUntil, worldNanos);
    }

    boolean isPaused() {
        return world.nanoTime() < pausedUntil;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    void kill() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    /** Puts a task in line after a delay by this process's ticker. */
    ScheduledFuture<?> line(PodTask<?> task, long podNanos) {
        long delay = (long) Math.ceil(Math.max(0, podNanos) / rate);
        return world.schedule((Runnable) task, delay, TimeUnit.NANOSECONDS);
    }

    /** Puts a task in line again for when the pause is over. */
    ScheduledFuture<?> lineAfterPause(PodTask<?> task) {
        return world.schedule((Runnable) task, pausedUntil - world.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task after a delay by this process's ticker; a dead process forgets it. */
    void later(Duration delay, Runnable task) {
        new PodTask<>(this, Executors.callable(task), 0).lineUp(delay.toNanos());
    }

    @Override
    public void execute(Runnable task) {
        var unused = start(Executors.callable(task), 0, 0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return start(Executors.callable(task), unit.toNanos(delay), 0);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return start(task, unit.toNanos(delay), 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return start(Executors.callable(task), unit.toNanos(initialDelay), unit.toNanos(period));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(task, initialDelay, delay, unit);
    }

    private <V> PodTask<V> start(Callable<V> task, long delay, long period) {
        if (dead) {
            throw new RejectedExecutionException("the process has ended");
        }
        PodTask<V> started = new PodTask<>(this, task, period);
        started.lineUp(delay);
        return started;
    }

    @Override
    public void shutdown() {
        kill();
    }

    @Override
    public List<Runnable> shutdownNow() {
        kill();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return dead;
    }

    @Override
    public boolean isTerminated() {
        return dead;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return dead;
    }
}
