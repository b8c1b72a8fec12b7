// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.leader.LeaderState.Forbidden;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners, one call at a time, and does what has to wait until they have been told. */
final class Announcements {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);
    private static final long LONGEST_WAIT_SECONDS = 1;

    private final Executor executor;
    private final ReentrantLock calling = new ReentrantLock();
    private final List<Registration> listeners = new CopyOnWriteArrayList<>();
    /** Guarded by itself; holds {@link LeaderState}s and {@link Runnable}s. */
    private final Deque<Object> queue = new ArrayDeque<>();

    private volatile boolean closed;

    Announcements(Executor executor) {
        this.executor = executor;
    }

    /** Two states that a listener need not tell apart. */
    static boolean alike(LeaderState a, LeaderState b) {
        if (a instanceof Undecided before && b instanceof Undecided now) {
            return before.reason().getClass().equals(now.reason().getClass());
        }
        if (a instanceof Forbidden before && b instanceof Forbidden now) {
            return before.reason().getClass().equals(now.reason().getClass());
        }
        return a.equals(b);
    }

    Registration add(LeaderListener listener, LeaderState now) {
        Registration registration = new Registration(listener);
        listeners.add(registration);
        announce(now);
        return registration;
    }

    /** Ends a registration without waiting for a call that runs. */
    void remove(Registration registration) {
        listeners.remove(registration);
        registration.ended = true;
    }

    /** Waits for a call that runs on another thread, but not for ever. */
    void settle() {
        whileNobodyCalls(() -> {});
    }

    /** A queued term is over once another state follows, so nobody needs to hear of it any more. */
    void announce(LeaderState now) {
        synchronized (queue) {
            queue.removeIf(now instanceof Leader ? Leader.class::isInstance : LeaderState.class::isInstance);
            queue.add(now);
        }
    }

    /** Runs once everything that was announced before has been told. */
    void afterwards(Runnable task) {
        synchronized (queue) {
            queue.add(task);
        }
    }

    /** Has the queue worked off, on the listeners' executor. */
    void flush() {
        synchronized (queue) {
            if (queue.isEmpty()) {
                return;
            }
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            LOG.warn("the executor for listeners is shut down; telling them on this thread", e);
            drain();
        }
    }

    /** Tells the rest, on this thread, and then nothing ever again. */
    void close() {
        if (!whileNobodyCalls(this::drain)) {
            LOG.warn("a leadership listener has not returned for {} s; closing without it", LONGEST_WAIT_SECONDS);
        }
        closed = true;
        remainingTasks().forEach(Runnable::run);
    }

    private void drain() {
        calling.lock();
        try {
            for (Object item = next(); item != null; item = next()) {
                if (item instanceof LeaderState state) {
                    listeners.forEach(listener -> listener.tell(state));
                } else {
                    ((Runnable) item).run();
                }
            }
        } finally {
            calling.unlock();
        }
    }

    private @Nullable Object next() {
        synchronized (queue) {
            return closed ? null : queue.poll();
        }
    }

    private List<Runnable> remainingTasks() {
        synchronized (queue) {
            List<Runnable> tasks = new ArrayList<>();
            queue.stream().filter(Runnable.class::isInstance).forEach(item -> tasks.add((Runnable) item));
            queue.clear();
            return tasks;
        }
    }

    private boolean whileNobodyCalls(Runnable action) {
        try {
            if (!calling.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            action.run();
            return true;
        } finally {
            calling.unlock();
        }
    }

    /** One listener and what it heard last; only touched by who holds {@code calling}, but for {@code ended}. */
    static final class Registration {
        private final LeaderListener listener;
        private @Nullable LeaderState last;
        private volatile boolean ended;

        Registration(LeaderListener listener) {
            this.listener = listener;
        }

        void tell(LeaderState state) {
            if (ended || (last != null && alike(last, state))) {
                return;
            }
            last = state;
            try {
                listener.on(state);
            } catch (RuntimeException e) {
                LOG.warn("a leadership listener failed on \"{}\"", state.sentence(), e);
            }
        }
    }
}
