// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocketFactory;

/** Encrypts connections to addresses, where what has to be proven is not the address. Thread-safe. */
final class SecuredSockets extends SSLSocketFactory {

    /** Encrypts one connection. */
    interface Securing {
        Socket secure(Socket connected, NodeAddress address) throws IOException;
    }

    private final SSLSocketFactory plain;
    private final Securing securing;

    SecuredSockets(SSLSocketFactory plain, Securing securing) {
        this.plain = plain;
        this.securing = securing;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean closeConnected) throws IOException {
        return securing.secure(connected, new NodeAddress(host, port));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return plain.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return plain.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws SocketException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws SocketException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws SocketException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws SocketException {
        throw unconnected();
    }

    private static SocketException unconnected() {
        return new SocketException("only connections that are open can be encrypted here");
    }
}
