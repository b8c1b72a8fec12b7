// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.dns.Outcome.Timeout;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Messages with a length before each (RFC 1035, section 4.2.2), pipelined and answered in any order (RFC 7766). Ends
 * when the server closes it, when it brought nothing while a question ran out of time (a black hole looks like that),
 * and when it was idle.
 */
final class TcpConnection implements EventLoop.Ready {

    private static final int LENGTH_FIELD = 2;
    private static final int LARGEST_MESSAGE = 65_535;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    /** Told once, when the connection has ended. */
    @FunctionalInterface
    interface Ended {
        void ended(TcpConnection connection, Collection<Exchange> unanswered, String reason);
    }

    private final EventLoop loop;
    private final RandomGenerator random;
    private final InetSocketAddress server;
    private final Ended ended;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Map<Integer, Exchange> waiting = new HashMap<>();
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private final ByteBuffer received = ByteBuffer.allocate(LENGTH_FIELD + LARGEST_MESSAGE);
    private boolean wasOpen;
    private boolean hasEnded;
    private long heardAt;
    private EventLoop.@Nullable Timer idle;

    TcpConnection(EventLoop loop, RandomGenerator random, InetSocketAddress server, Ended ended) throws IOException {
        this.loop = loop;
        this.random = random;
        this.server = server;
        this.ended = ended;
        heardAt = loop.now();
        channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = loop.register(channel, 0, this);
            wasOpen = channel.connect(server);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        key.interestOps(wasOpen ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
    }

    InetSocketAddress server() {
        return server;
    }

    /** Whether the server ever accepted it; a refused connection is not worth a second attempt. */
    boolean wasOpen() {
        return wasOpen;
    }

    void send(Exchange exchange) {
        int id = Ids.unused(random, waiting);
        waiting.put(id, exchange);
        if (idle != null) {
            idle.cancel();
            idle = null;
        }
        byte[] packet = exchange.packet(id, loop.now());
        unsent.add(ByteBuffer.allocate(LENGTH_FIELD + packet.length)
                .putShort((short) packet.length)
                .put(packet)
                .flip());
        exchange.beforeEnd(outcome -> forget(id, exchange, outcome));
        if (wasOpen) {
            write();
        }
    }

    @Override
    public void ready() {
        try {
            if (key.isConnectable()) {
                wasOpen = channel.finishConnect();
                heardAt = loop.now();
                write();
            } else {
                if (key.isReadable()) {
                    read();
                }
                if (!hasEnded && key.isWritable()) {
                    write();
                }
            }
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private void write() {
        try {
            while (!unsent.isEmpty()) {
                channel.write(unsent.element());
                if (unsent.element().hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                    return;
                }
                unsent.remove();
            }
            key.interestOps(SelectionKey.OP_READ);
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private void read() throws IOException {
        while (!hasEnded) {
            int count = channel.read(received);
            if (count < 0) {
                end("the server closed the connection before it answered");
                return;
            }
            if (count == 0) {
                return;
            }
            heardAt = loop.now();
            received.flip();
            while (!hasEnded
                    && received.remaining() >= LENGTH_FIELD
                    && received.remaining() >= LENGTH_FIELD + length(received)) {
                byte[] packet = new byte[received.getShort() & 0xFFFF];
                received.get(packet);
                deliver(packet);
            }
            received.compact();
        }
    }

    private static int length(ByteBuffer buffer) {
        return buffer.getShort(buffer.position()) & 0xFFFF;
    }

    private void deliver(byte[] packet) {
        Exchange exchange = waiting.get(Packets.responseId(packet));
        if (exchange != null) {
            exchange.receive(packet);
        }
    }

    private void forget(int id, Exchange exchange, Outcome outcome) {
        if (!waiting.remove(id, exchange) || hasEnded) {
            return;
        }
        if (outcome instanceof Timeout && heardAt - exchange.sentAt() <= 0) {
            end("the connection went silent");
        } else if (waiting.isEmpty()) {
            idle = loop.schedule(LONGEST_IDLE, () -> end("idle"));
        }
    }

    private void end(String reason) {
        if (hasEnded) {
            return;
        }
        hasEnded = true;
        if (idle != null) {
            idle.cancel();
        }
        loop.close(channel);
        List<Exchange> unanswered = List.copyOf(waiting.values());
        waiting.clear();
        ended.ended(this, unanswered, reason);
    }
}
