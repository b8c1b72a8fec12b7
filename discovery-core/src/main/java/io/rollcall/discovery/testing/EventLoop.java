// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread that serves all sockets of a server and what is due later. */
final class EventLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final long CLOSE_MILLIS = 5_000;

    /** Serves one channel; closes it before it throws, if it is of no use any more. */
    interface Handler {
        void ready() throws IOException;

        void close() throws IOException;
    }

    /** Something due. */
    interface Action {
        void run() throws IOException;
    }

    private record Timer(long due, long order, Action action) {}

    private final Selector selector;
    private final Thread thread;
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
    private final long origin = System.nanoTime();
    private long timersMade;
    private volatile boolean closed;

    EventLoop(String threadName) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    /** Adds a channel; before {@link #start()} or on the loop's thread. */
    SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        return channel.register(selector, operations, handler);
    }

    void start() {
        thread.start();
    }

    /** Nanoseconds since the loop was made. */
    long nanoTime() {
        return System.nanoTime() - origin;
    }

    /** Runs something later on the loop's thread; called on that thread. */
    void after(Duration delay, Action action) {
        timers.add(new Timer(nanoTime() + delay.toNanos(), timersMade++, action));
    }

    private void run() {
        try {
            while (!closed) {
                select();
                for (SelectionKey key : selector.selectedKeys()) {
                    Handler handler = (Handler) key.attachment();
                    guarded(handler::ready);
                }
                selector.selectedKeys().clear();
                runDue();
            }
        } catch (IOException e) {
            LOG.error("{} stops answering", thread.getName(), e);
        } finally {
            closeAll();
        }
    }

    private void select() throws IOException {
        Timer next = timers.peek();
        if (next == null) {
            selector.select();
        } else {
            long nanos = next.due() - nanoTime();
            if (nanos <= 0) {
                selector.selectNow();
            } else {
                selector.select(TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
            }
        }
    }

    private void runDue() {
        for (Timer next = timers.peek(); next != null && next.due() <= nanoTime(); next = timers.peek()) {
            Timer due = timers.remove();
            guarded(due.action());
        }
    }

    private static void guarded(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            LOG.debug("a client went away", e);
        } catch (RuntimeException e) {
            LOG.error("a query was not answered, because of a defect here or in a test's own filter", e);
        }
    }

    private void closeAll() {
        List<SelectionKey> keys = new ArrayList<>(selector.keys());
        for (SelectionKey key : keys) {
            Handler handler = (Handler) key.attachment();
            guarded(handler::close);
        }
        guarded(selector::close);
    }

    /** Closes every channel and ends the thread; waits for that unless called on it. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
