// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/** A UDP and a TCP socket on one port number. */
record Sockets(DatagramChannel udp, ServerSocketChannel tcp, InetSocketAddress address) {

    /** The kernel gives a port that is free for TCP; now and then somebody has it for UDP. */
    private static final int TRIES = 32;

    private static final int RECEIVE_BUFFER = 1 << 22;
    private static final int BACKLOG = 1024;

    /**
     * Binds both.
     *
     * @param wanted port 0 for any that is free for both
     */
    static Sockets bind(InetSocketAddress wanted) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ServerSocketChannel tcp = bindTcp(wanted);
            InetSocketAddress address = (InetSocketAddress) tcp.getLocalAddress();
            try {
                return new Sockets(bindUdp(address), tcp, address);
            } catch (BindException e) {
                tcp.close();
                if (wanted.getPort() != 0 || attempt == TRIES) {
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                tcp.close();
                throw e;
            }
        }
    }

    private static ServerSocketChannel bindTcp(InetSocketAddress wanted) throws IOException {
        ServerSocketChannel tcp = ServerSocketChannel.open();
        try {
            tcp.bind(wanted, BACKLOG);
            tcp.configureBlocking(false);
            return tcp;
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    private static DatagramChannel bindUdp(InetSocketAddress address) throws IOException {
        DatagramChannel udp = DatagramChannel.open(
                address.getAddress() instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
        try {
            udp.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            udp.bind(address);
            udp.configureBlocking(false);
            return udp;
        } catch (IOException | RuntimeException e) {
            udp.close();
            throw e;
        }
    }

    void close() throws IOException {
        try (udp;
                tcp) {
            // Both, whatever the first of them throws.
        }
    }
}
