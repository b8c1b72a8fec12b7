// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** The server's TCP side. Touched by the server's thread only. */
final class TcpAcceptor implements EventLoop.Handler {

    private final ServerSocketChannel channel;
    private final MessageHandler handler;
    private final EventLoop loop;
    private final Duration idleTimeout;

    TcpAcceptor(ServerSocketChannel channel, MessageHandler handler, EventLoop loop, Duration idleTimeout)
            throws IOException {
        this.channel = channel;
        this.handler = handler;
        this.loop = loop;
        this.idleTimeout = idleTimeout;
        loop.register(channel, SelectionKey.OP_ACCEPT, this);
    }

    @Override
    public void ready() throws IOException {
        for (SocketChannel client = channel.accept(); client != null; client = channel.accept()) {
            serve(client);
        }
    }

    private void serve(SocketChannel client) throws IOException {
        try {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            new TcpConnection(client, handler, loop, idleTimeout);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
