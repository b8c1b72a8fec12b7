// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits on the calling thread, and says on what: after a second, and from then on every five. Not thread-safe, but for
 * {@link #look}.
 *
 * @since 0.1
 */
public final class Patience {

    private static final Duration UNSAID = Duration.ofSeconds(1);
    private static final Duration REPEAT = Duration.ofSeconds(5);
    /** How late a condition may be noticed that comes true by time alone. */
    private static final Duration STEP = Duration.ofMillis(100);

    private final Surroundings surroundings;
    private final Supplier<String> sentence;
    private final Semaphore news = new Semaphore(0);
    private final long start = System.nanoTime();
    private Duration next = UNSAID;

    /**
     * Begins to wait.
     *
     * @param sentence what is waited for, and what is there so far; empty says nothing
     */
    public Patience(Surroundings surroundings, Supplier<String> sentence) {
        this.surroundings = surroundings;
        this.sentence = sentence;
    }

    /** Has the condition looked at now; from any thread. */
    public void look() {
        news.release();
    }

    /** How long it has been. */
    public Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Waits until a condition holds.
     *
     * @param deadline how long at the most, since the beginning
     * @return whether it held in time
     */
    public boolean until(BooleanSupplier holds, Duration deadline) throws InterruptedException {
        while (!holds.getAsBoolean()) {
            Duration left = deadline.minus(waited());
            if (left.isNegative() || left.isZero()) {
                return false;
            }
            speak();
            if (news.tryAcquire(Math.min(left.toNanos(), STEP.toNanos()), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
            }
        }
        return true;
    }

    /**
     * Waits for a future that ends by itself.
     *
     * @return its value; what it failed with is thrown
     */
    public <T> T value(CompletableFuture<T> future) throws InterruptedException {
        while (true) {
            try {
                return future.get(Math.max(1, next.minus(waited()).toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException notYet) {
                speak();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException("a wait ended in a way that it must not", e.getCause());
            }
        }
    }

    private void speak() {
        if (waited().compareTo(next) >= 0) {
            String now = sentence.get();
            if (!now.isEmpty()) {
                surroundings.say(now);
            }
            next = waited().plus(REPEAT);
        }
    }
}
