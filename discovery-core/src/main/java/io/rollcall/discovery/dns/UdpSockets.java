// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A few connected UDP sockets, each on a port that the kernel picks at random, each with random ids. "Connected" makes
 * the kernel drop datagrams from anybody but the server, and report a closed port at once. A question gets a socket of
 * its own while there are few of them, because sharing one loses packets in the kernel's connection tracking
 * (kubernetes#56903); a crowd shares. A socket without open questions is closed, so ports do not last.
 */
final class UdpSockets {

    /** With one TCP connection for each of at most three servers, all sockets together stay within eight. */
    private static final int MOST_OPEN = 5;

    private static final String NOBODY_LISTENS = "nobody listens on that port";
    private static final int LARGEST_DATAGRAM = 65_535;
    /** After so many questions a socket gets no more while there are others: its port has been seen often enough. */
    private static final int WORN_AFTER = 256;

    private final EventLoop loop;
    private final RandomGenerator random;
    private final List<Socket> open = new ArrayList<>();
    private int mostPerServer = 1;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

    UdpSockets(EventLoop loop, RandomGenerator random) {
        this.loop = loop;
        this.random = random;
    }

    /** Divides the sockets among so many servers. */
    void shareAmong(int servers) {
        mostPerServer = Math.max(1, MOST_OPEN / servers);
    }

    void send(Exchange exchange) {
        try {
            socketFor(exchange.asked().server()).send(exchange);
        } catch (PortUnreachableException e) {
            exchange.unreachable(NOBODY_LISTENS);
        } catch (IOException | RuntimeException e) {
            exchange.unreachable(String.valueOf(e.getMessage()));
        }
    }

    private Socket socketFor(InetSocketAddress server) throws IOException {
        List<Socket> mine =
                open.stream().filter(socket -> socket.server.equals(server)).toList();
        if (mine.size() < mostPerServer) {
            return new Socket(server);
        }
        return mine.stream()
                .min(Comparator.comparing(Socket::isWorn).thenComparing(socket -> socket.waiting.size()))
                .orElseThrow();
    }

    private final class Socket implements EventLoop.Ready {
        private final InetSocketAddress server;
        private final DatagramChannel channel;
        private final Map<Integer, Exchange> waiting = new HashMap<>();
        private int used;

        Socket(InetSocketAddress server) throws IOException {
            this.server = server;
            channel = DatagramChannel.open();
            try {
                channel.connect(server);
                loop.register(channel, SelectionKey.OP_READ, this);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            open.add(this);
        }

        boolean isWorn() {
            return used >= WORN_AFTER;
        }

        void send(Exchange exchange) throws IOException {
            int id = Ids.unused(random, waiting);
            used++;
            waiting.put(id, exchange);
            exchange.beforeEnd(outcome -> forget(id));
            // A full send buffer counts as a lost packet: the try's time-out covers both.
            channel.write(ByteBuffer.wrap(exchange.packet(id, loop.now())));
        }

        @Override
        public void ready() {
            try {
                while (channel.isOpen()) {
                    buffer.clear();
                    if (channel.read(buffer) <= 0) {
                        return;
                    }
                    byte[] packet = new byte[buffer.flip().remaining()];
                    buffer.get(packet);
                    Exchange exchange = waiting.get(Packets.responseId(packet));
                    if (exchange != null) {
                        exchange.receive(packet);
                    }
                }
            } catch (PortUnreachableException e) {
                failAll(NOBODY_LISTENS);
            } catch (IOException e) {
                failAll(String.valueOf(e.getMessage()));
            }
        }

        private void failAll(String reason) {
            List.copyOf(waiting.values()).forEach(exchange -> exchange.unreachable(reason));
        }

        private void forget(int id) {
            waiting.remove(id);
            if (waiting.isEmpty()) {
                open.remove(this);
                loop.close(channel);
            }
        }
    }
}
