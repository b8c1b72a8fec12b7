// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to one listener, in order and one at a time, on threads of an executor: a listener that blocks delays
 * nobody but itself. Nothing is handed over after {@link #close()}.
 */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
    /** A listener this far behind is most likely stuck. */
    private static final int BACKLOG = 10_000;

    private final PeerListener listener;
    private final Executor executor;
    private final Queue<PeerEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean complained = new AtomicBoolean();
    private final Object lock = new Object();
    private boolean closed;
    private @Nullable Thread calling;

    Mailbox(PeerListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    /** Adds events; they are not handed over before {@link #wake()}. */
    void add(List<? extends PeerEvent> more) {
        events.addAll(more);
    }

    /** Sees to it that what was added is handed over. Not to be called under a lock. */
    void wake() {
        if (!events.isEmpty() && !isClosed() && draining.compareAndSet(false, true)) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException e) {
                LOG.debug("No thread for the listener {} any more: the last watch was closed", listener);
            }
        } else if (events.size() > BACKLOG && complained.compareAndSet(false, true)) {
            LOG.warn("The listener {} is {} events behind; it blocks for too long", listener, BACKLOG);
        }
    }

    private void drain() {
        for (PeerEvent event = events.poll(); event != null && begin(); event = events.poll()) {
            try {
                listener.on(event);
            } catch (Throwable failure) { // a listener's errors are its own, whatever they are
                LOG.error(
                        "The listener {} failed on {}",
                        listener,
                        event.getClass().getSimpleName(),
                        failure);
            } finally {
                end();
            }
        }
        draining.set(false);
        wake();
    }

    private boolean begin() {
        synchronized (lock) {
            calling = closed ? null : Thread.currentThread();
            return !closed;
        }
    }

    private void end() {
        synchronized (lock) {
            calling = null;
            lock.notifyAll();
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** No call starts after this; one that is under way on another thread is waited for, for a second at the most. */
    void close() {
        boolean interrupted = false;
        synchronized (lock) {
            closed = true;
            long end = System.nanoTime() + LONGEST_WAIT;
            while (calling != null && calling != Thread.currentThread() && end - System.nanoTime() > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, end - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                    break;
                }
            }
        }
        events.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
