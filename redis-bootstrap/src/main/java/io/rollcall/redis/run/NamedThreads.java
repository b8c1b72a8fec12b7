// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that can be told apart in a dump and keep no process alive. */
final class NamedThreads {

    private NamedThreads() {}

    static ThreadFactory daemon(String stem) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, stem + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
