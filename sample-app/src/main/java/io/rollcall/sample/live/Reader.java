// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.live;

import io.micronaut.http.sse.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One reader of the feed. Holds so many events for it and no more: when one more comes, everything that waits is forgotten
 * and the reader fails at once, asked for or not. Thread-safe; the subscriber is called by one thread at a time.
 */
final class Reader implements Subscription {

    private final Subscriber<? super Event<String>> subscriber;
    private final int mostWaiting;
    private final Consumer<Reader> gone;
    private final Deque<Event<String>> waiting = new ArrayDeque<>();
    /** How often somebody wanted to deliver while somebody did. */
    private final AtomicInteger work = new AtomicInteger();

    private long wanted;
    private boolean over;
    private boolean tooSlow;
    private boolean told;

    Reader(Subscriber<? super Event<String>> subscriber, int mostWaiting, Consumer<Reader> gone) {
        this.subscriber = subscriber;
        this.mostWaiting = mostWaiting;
        this.gone = gone;
    }

    /** Gives it an event; says whether it is still there. */
    boolean offer(Event<String> event) {
        synchronized (this) {
            if (over) {
                return false;
            }
            if (waiting.size() >= mostWaiting) {
                waiting.clear();
                over = true;
                tooSlow = true;
            } else {
                waiting.addLast(event);
            }
        }
        deliver();
        return !isTooSlow();
    }

    synchronized boolean isTooSlow() {
        return tooSlow;
    }

    @Override
    public void request(long more) {
        synchronized (this) {
            wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + Math.max(0, more);
        }
        deliver();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            over = true;
            waiting.clear();
        }
        gone.accept(this);
    }

    private void deliver() {
        if (work.getAndIncrement() > 0) {
            return;
        }
        int done = 1;
        do {
            for (Event<String> event = next(); event != null; event = next()) {
                subscriber.onNext(event);
            }
            if (failsNow()) {
                subscriber.onError(
                        new IllegalStateException("the reader is more than " + mostWaiting + " events behind"));
            }
            done = work.addAndGet(-done);
        } while (done > 0);
    }

    private synchronized @Nullable Event<String> next() {
        if (wanted == 0 || waiting.isEmpty()) {
            return null;
        }
        wanted -= wanted == Long.MAX_VALUE ? 0 : 1;
        return waiting.removeFirst();
    }

    /** Whether the failure is to be told; true once. */
    private synchronized boolean failsNow() {
        boolean now = tooSlow && !told;
        told |= now;
        return now;
    }
}
