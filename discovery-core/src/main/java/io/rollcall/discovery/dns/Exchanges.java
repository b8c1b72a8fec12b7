// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions on the wire, at most {@value #MOST_IN_FLIGHT} at once; others wait their turn. A try's time starts
 * when the question leaves, and ends at the lookup's deadline at the latest.
 *
 * <p>The transport is our own and not dnsjava's: there, all I/O of the JVM shares one static selector and one
 * connection per server that nobody closes, black-holed connections are used again, time-outs come up to a second late,
 * and the first datagram with a wrong id ends the exchange (dnsjava#223, #273, #351). dnsjava stays the codec.
 */
final class Exchanges {

    static final int MOST_IN_FLIGHT = 64;

    private final EventLoop loop;
    private final UdpSockets udp;
    private final TcpConnections tcp;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private int inFlight;
    private boolean draining;

    Exchanges(EventLoop loop, RandomGenerator random) {
        this.loop = loop;
        this.udp = new UdpSockets(loop, random);
        this.tcp = new TcpConnections(loop, random);
    }

    /** Divides the UDP sockets among so many servers. */
    void shareAmong(int servers) {
        udp.shareAmong(servers);
    }

    /**
     * Asks one server.
     *
     * @param deadline in the loop's time; after it the outcome is a time-out without anything being sent
     * @param then gets the outcome, on the loop
     */
    void ask(Asked asked, boolean edns, Duration tryTimeout, long deadline, Consumer<Outcome> then) {
        queue.add(() -> start(asked, edns, tryTimeout, deadline, then));
        drain();
    }

    boolean isPast(long time) {
        return loop.now() - time >= 0;
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
        } finally {
            draining = false;
        }
    }

    private @Nullable Runnable next() {
        return inFlight < MOST_IN_FLIGHT ? queue.poll() : null;
    }

    private void start(Asked asked, boolean edns, Duration tryTimeout, long deadline, Consumer<Outcome> then) {
        inFlight++;
        Exchange exchange = new Exchange(asked, edns, outcome -> ended(outcome, then));
        long now = loop.now();
        if (deadline - now <= 0) {
            exchange.timeOut();
            return;
        }
        long end = now + Math.min(tryTimeout.toNanos(), deadline - now);
        EventLoop.Timer timer = loop.scheduleAt(end, exchange::timeOut);
        exchange.beforeEnd(outcome -> timer.cancel());
        if (asked.transport() == Transport.UDP) {
            udp.send(exchange);
        } else {
            tcp.send(exchange);
        }
    }

    private void ended(Outcome outcome, Consumer<Outcome> then) {
        inFlight--;
        then.accept(outcome);
        drain();
    }
}
