// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a bootstrap to stop, and lets it pause until asked. Thread-safe. */
public final class StopSignal {

    private final CountDownLatch asked = new CountDownLatch(1);

    /** Asks. May be called from any thread, more than once. */
    public void ask() {
        asked.countDown();
    }

    /** Whether it was asked. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Blocks for a time, or until asked. */
    public void pause(Duration time) throws InterruptedException {
        // Either way the caller looks at isAsked() next.
        boolean unused = asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
