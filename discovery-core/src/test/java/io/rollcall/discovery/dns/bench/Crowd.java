// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.QueryFilter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Sees from the server's side how many queries are in flight and on how many sockets. Each answer is kept back for a
 * time, so every query that came within that time before another is still in flight with it.
 */
final class Crowd {

    private static final Duration KEPT_BACK = Duration.ofMillis(20);
    private static final int SOCKETS_COUNTED_EVERY = 100;

    private final Queue<Long> inFlight = new ArrayDeque<>();
    private final int serverPort;
    private int arrived;
    private int mostInFlight;
    private long mostSockets;

    /** From now on the server answers late. */
    Crowd(HeadlessDns dns) {
        serverPort = dns.address().getPort();
        dns.inject(Fault.delay(KEPT_BACK), QueryFilter.any().where(query -> arrived()));
    }

    private synchronized boolean arrived() {
        long now = System.nanoTime();
        while (!inFlight.isEmpty() && now - inFlight.element() >= KEPT_BACK.toNanos()) {
            inFlight.remove();
        }
        inFlight.add(now);
        mostInFlight = Math.max(mostInFlight, inFlight.size());
        if (arrived++ % SOCKETS_COUNTED_EVERY == 0) {
            mostSockets = Math.max(mostSockets, Descriptors.socketsTo(serverPort));
        }
        return true;
    }

    synchronized int mostInFlight() {
        return mostInFlight;
    }

    synchronized long mostSockets() {
        return mostSockets;
    }
}
