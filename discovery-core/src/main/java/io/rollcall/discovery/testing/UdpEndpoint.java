// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;

/** The server's UDP side. Touched by the server's thread only. */
final class UdpEndpoint implements EventLoop.Handler {

    private static final int LARGEST = 65_535;
    /** So many datagrams at once, then the others get their turn. */
    private static final int BATCH = 64;

    private record Datagram(ByteBuffer bytes, InetSocketAddress to) {}

    private final DatagramChannel channel;
    private final MessageHandler handler;
    private final EventLoop loop;
    private final SelectionKey key;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(LARGEST);
    private final Deque<Datagram> outgoing = new ArrayDeque<>();

    UdpEndpoint(DatagramChannel channel, MessageHandler handler, EventLoop loop) throws IOException {
        this.channel = channel;
        this.handler = handler;
        this.loop = loop;
        this.key = loop.register(channel, SelectionKey.OP_READ, this);
    }

    @Override
    public void ready() throws IOException {
        flush();
        for (int i = 0; i < BATCH; i++) {
            incoming.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(incoming);
            if (from == null) {
                break;
            }
            incoming.flip();
            byte[] message = new byte[incoming.remaining()];
            incoming.get(message);
            for (Delivery delivery : handler.handle(message, Transport.UDP, from.getAddress())) {
                deliver(delivery, from);
            }
        }
    }

    private void deliver(Delivery delivery, InetSocketAddress to) throws IOException {
        if (delivery instanceof Delivery.Send send) {
            if (send.delay().isZero()) {
                send(send, to);
            } else {
                loop.after(send.delay(), () -> send(send, to));
            }
        }
    }

    private void send(Delivery.Send send, InetSocketAddress to) throws IOException {
        if (send.fromOtherPort()) {
            try (DatagramChannel other = DatagramChannel.open()) {
                other.bind(new InetSocketAddress(((InetSocketAddress) channel.getLocalAddress()).getAddress(), 0));
                other.send(send.message().duplicate(), to);
            }
        } else {
            outgoing.add(new Datagram(send.message().duplicate(), to));
            flush();
        }
    }

    private void flush() throws IOException {
        while (!outgoing.isEmpty()) {
            Datagram next = outgoing.remove();
            if (channel.send(next.bytes(), next.to()) == 0) {
                outgoing.addFirst(next);
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
