// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits, until it is told to end. Thread-safe. */
final class Nap {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final CountDownLatch over = new CountDownLatch(1);

    /** Ends every wait, now and later. */
    void end() {
        over.countDown();
    }

    boolean ended() {
        return over.getCount() == 0;
    }

    /** Waits for a time, or less if it is told to end. */
    void rest(Duration time) throws InterruptedException {
        boolean unused = over.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until something holds, for so long at most; says whether it did. */
    boolean until(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ended() && System.nanoTime() - deadline < 0) {
            if (condition.getAsBoolean()) {
                return true;
            }
            rest(LOOK);
        }
        return condition.getAsBoolean();
    }
}
