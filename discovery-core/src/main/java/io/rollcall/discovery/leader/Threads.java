// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where an elector runs.
 *
 * @param scheduler decides
 * @param listeners tells the listeners
 * @param own what to shut down in the end
 */
record Threads(ScheduledExecutorService scheduler, Executor listeners, Runnable own) {

    private static final AtomicInteger ELECTORS = new AtomicInteger();

    static Threads of(Optional<ScheduledExecutorService> scheduler, Optional<Executor> listeners) {
        String name = "rollcall-leader-" + ELECTORS.incrementAndGet();
        Optional<ExecutorService> listenerThread = listeners.isPresent() || scheduler.isPresent()
                ? Optional.empty()
                : Optional.of(Executors.newSingleThreadExecutor(daemon(name + "-listener")));
        Optional<ScheduledExecutorService> thread =
                scheduler.isPresent() ? Optional.empty() : Optional.of(single(daemon(name)));
        ScheduledExecutorService timers = scheduler.or(() -> thread).orElseThrow();
        return new Threads(timers, listeners.or(() -> listenerThread).orElse(timers), () -> {
            thread.ifPresent(ExecutorService::shutdownNow);
            listenerThread.ifPresent(ExecutorService::shutdown);
        });
    }

    void close() {
        own.run();
    }

    private static ScheduledExecutorService single(ThreadFactory factory) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, factory);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
