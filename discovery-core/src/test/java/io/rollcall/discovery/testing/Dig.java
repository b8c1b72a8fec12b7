// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Asks one question over a plain socket and shows all of the answer. */
public record Dig(InetSocketAddress server) {

    private static final int TIMEOUT_MILLIS = 5_000;

    /** A message and its length on the wire. */
    public record Answer(Message message, int size) {

        public String rcode() {
            return Rcode.string(message.getRcode());
        }

        boolean truncated() {
            return message.getHeader().getFlag(Flags.TC);
        }

        boolean authoritative() {
            return message.getHeader().getFlag(Flags.AA);
        }

        /** Name, type and data of each record. */
        List<String> answers() {
            return texts(Section.ANSWER);
        }

        List<String> authority() {
            return texts(Section.AUTHORITY);
        }

        /** Without OPT. */
        List<String> additional() {
            return texts(Section.ADDITIONAL);
        }

        /** The data alone. */
        List<String> data() {
            return message.getSection(Section.ANSWER).stream()
                    .map(Record::rdataToString)
                    .toList();
        }

        private List<String> texts(int section) {
            return message.getSection(section).stream()
                    .filter(record -> record.getType() != Type.OPT)
                    .map(record ->
                            record.getName() + " " + Type.string(record.getType()) + " " + record.rdataToString())
                    .toList();
        }
    }

    public static Dig at(HeadlessDns dns) {
        return new Dig(dns.address());
    }

    /** Over UDP with an EDNS size of 1232. */
    Answer udp(String name, String type) {
        return udp(query(name, type, 1232));
    }

    Answer udpWithoutEdns(String name, String type) {
        return udp(query(name, type, 0));
    }

    Answer tcp(String name, String type) {
        return tcp(query(name, type, 1232));
    }

    public Answer udp(Message query) {
        return answer(udp(query.toWire()));
    }

    public Answer tcp(Message query) {
        try (Socket socket = connect()) {
            send(socket, query.toWire());
            return answer(receive(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] udp(byte[] query) {
        return udp(query, Duration.ofMillis(TIMEOUT_MILLIS));
    }

    /**
     * Sends these bytes as they are.
     *
     * @throws UncheckedIOException if nothing comes back in time
     */
    public byte[] udp(byte[] query, Duration timeout) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) timeout.toMillis());
            socket.send(new DatagramPacket(query, query.length, server));
            return receive(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(server, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    static void send(Socket socket, byte[] message) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] framed = new byte[2 + message.length];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        out.write(framed);
        out.flush();
    }

    static byte[] receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        return message;
    }

    public static Answer answer(byte[] bytes) {
        try {
            return new Answer(new Message(bytes), bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A query; an EDNS size of 0 leaves EDNS out. */
    public static Message query(String name, String type, int ednsSize) {
        Message query = Message.newQuery(Record.newRecord(Name.fromConstantString(name), Type.value(type), DClass.IN));
        if (ednsSize > 0) {
            query.addRecord(new OPTRecord(ednsSize, 0, 0), Section.ADDITIONAL);
        }
        return query;
    }
}
