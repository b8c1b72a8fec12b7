// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One client's TCP connection: any number of queries, one after the other or all at once, each with its length before
 * it (RFC 7766). Touched by the server's thread only.
 */
final class TcpConnection implements EventLoop.Handler {

    private static final int LARGEST = 2 + 65_535;
    /** A client that asks and never reads is not read from any more. */
    private static final int UNREAD_LIMIT = 1 << 20;

    private enum State {
        OPEN,
        /** The client sends no more; what it asked is still answered. */
        HALF_CLOSED,
        /** Closed once everything queued is sent. */
        CLOSING,
        /** Whatever comes is thrown away. */
        SILENT
    }

    private final SocketChannel channel;
    private final InetAddress client;
    private final MessageHandler handler;
    private final EventLoop loop;
    private final long idleNanos;
    private final SelectionKey key;
    private final Queue<ByteBuffer> outgoing = new ArrayDeque<>();
    private ByteBuffer incoming = ByteBuffer.allocate(512);
    private State state = State.OPEN;
    private long unsent;
    private int delayed;
    private long lastActive;

    TcpConnection(SocketChannel channel, MessageHandler handler, EventLoop loop, Duration idleTimeout)
            throws IOException {
        this.channel = channel;
        this.client = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
        this.handler = handler;
        this.loop = loop;
        this.idleNanos = idleTimeout.toNanos();
        this.lastActive = loop.nanoTime();
        this.key = loop.register(channel, SelectionKey.OP_READ, this);
        watchIdle();
    }

    private void watchIdle() {
        loop.after(Duration.ofNanos(idleNanos - (loop.nanoTime() - lastActive)), () -> {
            if (!channel.isOpen() || state == State.SILENT) {
                return;
            }
            if (delayed > 0) {
                lastActive = loop.nanoTime();
            }
            if (loop.nanoTime() - lastActive >= idleNanos) {
                close();
            } else {
                watchIdle();
            }
        });
    }

    @Override
    public void ready() throws IOException {
        lastActive = loop.nanoTime();
        closedOnFailure(() -> {
            if (key.isReadable()) {
                read();
            }
            proceed();
        });
    }

    private void read() throws IOException {
        if (!incoming.hasRemaining()) {
            ByteBuffer larger = ByteBuffer.allocate(Math.min(LARGEST, 2 * incoming.capacity()));
            incoming = larger.put(incoming.flip());
        }
        if (channel.read(incoming) < 0) {
            state = state == State.OPEN ? State.HALF_CLOSED : State.CLOSING;
            return;
        }
        incoming.flip();
        while (incoming.remaining() >= 2) {
            int length = incoming.getShort(incoming.position()) & 0xffff;
            if (incoming.remaining() < 2 + length) {
                break;
            }
            byte[] message = new byte[length];
            incoming.position(incoming.position() + 2).get(message);
            if (state == State.OPEN) {
                handler.handle(message, Transport.TCP, client).forEach(this::deliver);
            }
        }
        incoming.compact();
    }

    private void deliver(Delivery delivery) {
        if (delivery instanceof Delivery.Send send) {
            after(send.delay(), () -> enqueue(framed(send.message())));
        } else if (delivery instanceof Delivery.CloseAfter close) {
            after(close.delay(), () -> {
                ByteBuffer part = framed(close.message());
                enqueue(part.limit(Math.min(close.bytes(), part.limit())));
                state = state == State.SILENT ? State.SILENT : State.CLOSING;
            });
        } else {
            state = State.SILENT;
        }
    }

    private void after(Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
            return;
        }
        delayed++;
        loop.after(
                delay,
                () -> closedOnFailure(() -> {
                    delayed--;
                    if (channel.isOpen()) {
                        action.run();
                        proceed();
                    }
                }));
    }

    private static ByteBuffer framed(ByteBuffer message) {
        int length = message.remaining();
        return ByteBuffer.allocate(2 + length)
                .putShort((short) length)
                .put(message.duplicate())
                .flip();
    }

    private void enqueue(ByteBuffer bytes) {
        if (state == State.OPEN || state == State.HALF_CLOSED) {
            unsent += bytes.remaining();
            outgoing.add(bytes);
        }
    }

    /** Sends what the client takes, then closes, or waits for what is next. */
    private void proceed() throws IOException {
        for (ByteBuffer next = outgoing.peek(); next != null; next = outgoing.peek()) {
            unsent -= channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            outgoing.remove();
        }
        boolean answered = state == State.HALF_CLOSED && delayed == 0;
        if (outgoing.isEmpty() && (answered || state == State.CLOSING)) {
            close();
            return;
        }
        boolean reads = (state == State.OPEN && unsent <= UNREAD_LIMIT) || state == State.SILENT;
        key.interestOps((reads ? SelectionKey.OP_READ : 0) | (outgoing.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }

    private void closedOnFailure(EventLoop.Action action) throws IOException {
        try {
            action.run();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
