// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/** A DNS server on loopback, UDP and TCP on one port, that does with each query exactly what a test says. */
final class ScriptedDns implements AutoCloseable {

    /** What is done with a query; it may send no reply, one or many, on whatever thread. */
    @FunctionalInterface
    interface Script {
        void serve(Received received) throws IOException;
    }

    /** One query and the way back to who sent it. */
    interface Received {
        Message query();

        boolean overTcp();

        /** Sends bytes, framed over TCP. */
        void send(byte[] reply) throws IOException;

        /** Sends bytes as they are. */
        void sendRaw(byte[] bytes) throws IOException;

        /** Ends the connection; nothing over UDP. */
        void hangUp() throws IOException;

        default Record question() {
            return query().getQuestion();
        }
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final InetSocketAddress address;
    private final Script script;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Integer> udpPorts = ConcurrentHashMap.newKeySet();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    ScriptedDns(Script script) {
        this.script = script;
        try {
            DatagramSocket datagrams = null;
            ServerSocket stream = null;
            for (int attempt = 0; stream == null; attempt++) {
                datagrams = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                try {
                    stream = new ServerSocket(datagrams.getLocalPort(), 50, InetAddress.getLoopbackAddress());
                } catch (IOException e) {
                    datagrams.close();
                    if (attempt == 20) {
                        throw e;
                    }
                }
            }
            udp = datagrams;
            tcp = stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = (InetSocketAddress) udp.getLocalSocketAddress();
        start("udp", this::serveUdp);
        start("tcp", this::acceptTcp);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Every query so far, as {@code UDP SRV name.}. */
    List<String> asked() {
        return asked;
    }

    /** How many TCP connections were made. */
    int connections() {
        return connections.get();
    }

    /** The ports that UDP queries came from. */
    Set<Integer> udpPorts() {
        return udpPorts;
    }

    @Override
    public void close() {
        try {
            udp.close();
            tcp.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serveUdp() throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            udp.receive(packet);
            udpPorts.add(packet.getPort());
            Message query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
            serve(new Received() {
                @Override
                public Message query() {
                    return query;
                }

                @Override
                public boolean overTcp() {
                    return false;
                }

                @Override
                public void send(byte[] reply) throws IOException {
                    udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }

                @Override
                public void sendRaw(byte[] bytes) throws IOException {
                    send(bytes);
                }

                @Override
                public void hangUp() {}
            });
        }
    }

    private void acceptTcp() throws IOException {
        while (true) {
            Socket socket = tcp.accept();
            connections.incrementAndGet();
            sockets.add(socket);
            start("tcp-connection", () -> serveTcp(socket));
        }
    }

    private void serveTcp(Socket socket) throws IOException {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] bytes = in.readNBytes(in.readUnsignedShort());
                Message query = new Message(bytes);
                serve(new Received() {
                    @Override
                    public Message query() {
                        return query;
                    }

                    @Override
                    public boolean overTcp() {
                        return true;
                    }

                    @Override
                    public void send(byte[] reply) throws IOException {
                        sendRaw(ByteBuffer.allocate(2 + reply.length)
                                .putShort((short) reply.length)
                                .put(reply)
                                .array());
                    }

                    @Override
                    public void sendRaw(byte[] reply) throws IOException {
                        socket.getOutputStream().write(reply);
                        socket.getOutputStream().flush();
                    }

                    @Override
                    public void hangUp() throws IOException {
                        socket.close();
                    }
                });
            }
        }
    }

    private void serve(Received received) throws IOException {
        Record question = received.question();
        asked.add((received.overTcp() ? "TCP " : "UDP ") + org.xbill.DNS.Type.string(question.getType()) + " "
                + question.getName());
        script.serve(received);
    }

    private interface Loop {
        void run() throws IOException;
    }

    private static void start(String name, Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (SocketException | EOFException closed) {
                        // the test or the client is done
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "scripted-dns-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
