// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread with a selector and timers. A timer fires when it is due, to the millisecond: the selector's wait
 * is never longer than the next timer. {@link #execute} and {@link #close} may be called from anywhere, the rest only on
 * the loop's own thread.
 */
final class EventLoop implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** Called when a channel can be read, written or has been connected. */
    @FunctionalInterface
    interface Ready {
        void ready();
    }

    private final Runnable whenEnded;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private volatile boolean closed;

    /** @param whenEnded runs when the thread ends, for whatever reason, so that nobody waits for it */
    EventLoop(String name, Runnable whenEnded) {
        this.whenEnded = whenEnded;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for " + name, e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs a task on the loop's thread, soon; never after {@link #close}. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    /** The time of this loop's timers, {@link System#nanoTime}. */
    long now() {
        return System.nanoTime();
    }

    Timer schedule(Duration delay, Runnable task) {
        return scheduleAt(now() + delay.toNanos(), task);
    }

    Timer scheduleAt(long time, Runnable task) {
        Timer timer = new Timer(time, task);
        timers.add(timer);
        return timer;
    }

    SelectionKey register(SelectableChannel channel, int interest, Ready ready) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, ready);
    }

    /**
     * Closes a registered channel and gives its descriptor back at once. A selector alone keeps it until it looks the
     * next time, so that many answers in one go would leave as many sockets open.
     */
    void close(SelectableChannel channel) {
        try {
            channel.close();
            // What is ready meanwhile stays in the set of selected keys, for the next look.
            selector.selectNow();
        } catch (IOException e) {
            LOG.debug("Closing {} failed", channel, e);
        }
    }

    /** Ends the thread and closes every registered channel; waits for both unless called on the loop itself. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (selector) {
            while (!closed) {
                select();
                for (Runnable task = tasks.poll(); task != null && !closed; task = tasks.poll()) {
                    guarded(task);
                }
                runTimers();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            LOG.error("The DNS engine's selector failed; open a new discovery", e);
        } finally {
            whenEnded.run();
        }
    }

    private void select() throws IOException {
        Timer next = timers.peek();
        long wait = next == null ? Long.MAX_VALUE : next.time - now();
        if (wait <= 0 || !tasks.isEmpty()) {
            selector.selectNow();
        } else {
            selector.select(next == null ? 0 : (wait + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
        }
        List<SelectionKey> selected = List.copyOf(selector.selectedKeys());
        selector.selectedKeys().clear();
        for (SelectionKey key : selected) {
            if (key.isValid()) {
                guarded(((Ready) key.attachment())::ready);
            }
        }
    }

    private void runTimers() {
        for (Timer next = timers.peek(); next != null && next.time - now() <= 0 && !closed; next = timers.peek()) {
            timers.remove();
            guarded(next.task);
        }
    }

    /** One task that fails must not take the engine with it. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A task of the DNS engine failed", e);
        }
    }

    /** A task that is due at a time. */
    final class Timer implements Comparable<Timer> {
        private final long time;
        private final Runnable task;

        private Timer(long time, Runnable task) {
            this.time = time;
            this.task = task;
        }

        void cancel() {
            timers.remove(this);
        }

        @Override
        public int compareTo(Timer other) {
            return Long.signum(time - other.time);
        }
    }
}
