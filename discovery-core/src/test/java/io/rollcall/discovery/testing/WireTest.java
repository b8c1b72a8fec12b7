// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rollcall.discovery.testing.Dig.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The protocol around the records: headers, EDNS, broken input, connections. */
class WireTest {

    private static final String SVC = "nginx.default.svc.cluster.local.";

    private final HeadlessDns dns =
            HeadlessDns.builder().idleTimeout(Duration.ofMillis(300)).start();
    private final Dig dig = Dig.at(dns);
    private final Service nginx = dns.service("nginx").port("peer", 7000);

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void udpAndTcp_listenOnOnePort() {
        nginx.pod("web-0", "10.1.0.1");

        assertThat(dns.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(dig.udp(SVC, "A").data()).containsExactly("10.1.0.1");
        assertThat(dig.tcp(SVC, "A").data()).containsExactly("10.1.0.1");
    }

    @Test
    void answer_echoesIdQuestionAndRecursionDesired() {
        nginx.pod("web-0", "10.1.0.1");
        Message query = Dig.query(SVC, "A", 0);
        query.getHeader().setFlag(Flags.CD);

        Message answer = dig.udp(query).message();

        assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
        assertThat(answer.getQuestion()).isEqualTo(query.getQuestion());
        assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.CD)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
    }

    @Test
    void dnsjavaResolver_followsTruncationToTcp() throws IOException {
        for (int i = 0; i < 100; i++) {
            nginx.pod("web-" + i, "10.1.0." + i);
        }
        SimpleResolver resolver = new SimpleResolver(dns.address());

        Message answer = resolver.send(Dig.query("_peer._tcp." + SVC, "SRV", 0));

        assertThat(answer.getSection(Section.ANSWER)).hasSize(100);
        assertThat(answer.getSection(Section.ADDITIONAL)).hasSizeGreaterThanOrEqualTo(100);
        assertThat(dns.queries()).hasToString("1 SRV/TCP, 1 SRV/UDP");
    }

    @ParameterizedTest
    @CsvSource({"0, 512", "100, 512", "512, 512", "600, 600", "1232, 1232", "4096, 1232", "65535, 1232"})
    void udpLimit_isTheClientsWithinTheServers(int asked, int limit) {
        for (int i = 0; i < 200; i++) {
            nginx.pod("web-" + i, "10.1.0." + i);
        }

        Answer answer = dig.udp(Dig.query(SVC, "A", asked));

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.size()).isBetween(limit - 15, limit);
    }

    @Test
    void largerServerLimit_carriesLargerDatagrams() {
        try (HeadlessDns large = HeadlessDns.builder().largestUdpAnswer(65_507).start()) {
            Service service = large.service("nginx");
            for (int i = 0; i < 1000; i++) {
                service.pod("web-" + i, "10.1." + (i >> 8) + "." + (i & 0xff));
            }

            Answer answer = Dig.at(large).udp(Dig.query(SVC, "A", 65_000));

            assertThat(answer.truncated()).isFalse();
            assertThat(answer.answers()).hasSize(1000);
            assertThat(answer.size()).isEqualTo(12 + SVC.length() + 1 + 4 + 1000 * 16 + 11);
        }
    }

    @Test
    void names_areShortenedOnlyWhereTheWholeDoesNotFit() {
        for (int i = 0; i < 3; i++) {
            nginx.pod("web-" + i, "10.1.0." + i);
        }
        int owner = SVC.length() + 1;

        assertThat(dig.udp(SVC, "A").size()).isEqualTo(12 + owner + 4 + 3 * (owner + 10 + 4) + 11);

        for (int i = 3; i < 20; i++) {
            nginx.pod("web-" + i, "10.1.0." + i);
        }
        assertThat(dig.udpWithoutEdns(SVC, "A").size()).isEqualTo(12 + owner + 4 + 20 * (2 + 10 + 4));
    }

    @Test
    void edns_isAnsweredWithEdnsAndItsFlag() {
        Message query = Dig.query(SVC, "A", 0);
        query.addRecord(new OPTRecord(4096, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);

        OPTRecord opt = dig.udp(query).message().getOPT();

        assertThat(opt.getPayloadSize()).isEqualTo(1232);
        assertThat(opt.getFlags()).isEqualTo(ExtendedFlags.DO);
        assertThat(dig.udpWithoutEdns(SVC, "A").message().getOPT()).isNull();
    }

    @Test
    void ednsSizeOfARefusedQuery_isTheClients() {
        assertThat(dig.udp(Dig.query("example.org.", "A", 4096))
                        .message()
                        .getOPT()
                        .getPayloadSize())
                .isEqualTo(4096);
    }

    @Test
    void unknownEdnsVersion_isBadVersion() {
        Message query = Dig.query(SVC, "A", 0);
        query.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);

        assertThat(dig.udp(query).message().getRcode()).isEqualTo(Rcode.BADVERS);
    }

    @Test
    void otherClass_isRefused() {
        Message query = Message.newQuery(Record.newRecord(Name.fromConstantString(SVC), Type.A, DClass.CHAOS));

        assertThat(dig.udp(query).rcode()).isEqualTo("REFUSED");
    }

    @Test
    void otherOpcode_isNotImplemented() {
        Message query = Dig.query(SVC, "A", 0);
        query.getHeader().setOpcode(Opcode.UPDATE);

        Message answer = dig.udp(query).message();

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOTIMP);
        assertThat(answer.getHeader().getOpcode()).isEqualTo(Opcode.UPDATE);
        assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    }

    @ParameterizedTest
    @CsvSource({
        "abcd01000001000000000000, a question is promised and missing",
        "abcd0100000100000000000003777777, the question is cut",
        "abcd01000000000000000000, no question",
        "abcd0100000200000000000000000100010000010001, two questions",
        "abcd010000010000000000000c00c00c, a pointer to itself",
        "abcd01000001000000000000ffffffffffffffff, a label type that does not exist",
    })
    void garbageWithAHeader_isFormatError(String hex, String what) {
        byte[] answer = dig.udp(HexFormat.of().parseHex(hex));

        assertThat(HexFormat.of().formatHex(answer)).as(what).isEqualTo("abcd81010000000000000000");
    }

    @Test
    void fragmentOfAHeaderOrAnAnswer_isIgnored() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            Message answerSent = Dig.query(SVC, "A", 0);
            answerSent.getHeader().setFlag(Flags.QR);
            Message query = Dig.query(SVC, "AAAA", 0);
            for (byte[] bytes : new byte[][] {{}, {1, 2, 3}, answerSent.toWire(), query.toWire()}) {
                socket.send(new DatagramPacket(bytes, bytes.length, dns.address()));
            }

            assertThat(Dig.answer(Dig.receive(socket)).message().getHeader().getID())
                    .isEqualTo(query.getHeader().getID());
        }
        assertThat(dns.queries()).hasToString("1 AAAA/UDP");
    }

    @Test
    void tcpConnection_servesPipelinedQueriesSentInPieces() throws IOException {
        nginx.pod("web-0", "10.1.0.1");
        Set<Integer> asked = new TreeSet<>();
        Set<Integer> answered = new TreeSet<>();
        try (Socket socket = dig.connect()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 50; i++) {
                Message query = Dig.query(SVC, "A", 1232);
                query.getHeader().setID(i);
                asked.add(i);
                byte[] wire = query.toWire();
                all.write(0);
                all.write(wire.length);
                all.write(wire);
            }
            byte[] stream = all.toByteArray();
            socket.setTcpNoDelay(true);
            for (int at = 0; at < stream.length; at += 37) {
                socket.getOutputStream().write(stream, at, Math.min(37, stream.length - at));
            }
            for (int i = 0; i < 50; i++) {
                Answer answer = Dig.answer(Dig.receive(socket));
                assertThat(answer.data()).containsExactly("10.1.0.1");
                answered.add(answer.message().getHeader().getID());
            }
        }
        assertThat(answered).isEqualTo(asked);
    }

    @Test
    void tcpClientThatClosesItsSide_stillGetsItsAnswer() throws IOException {
        nginx.pod("web-0", "10.1.0.1");
        try (Socket socket = dig.connect()) {
            Dig.send(socket, Dig.query(SVC, "A", 0).toWire());
            socket.shutdownOutput();

            assertThat(Dig.answer(Dig.receive(socket)).data()).containsExactly("10.1.0.1");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void silentTcpConnection_isClosedAfterTheIdleTimeout() throws IOException {
        try (Socket socket = dig.connect()) {
            long start = System.nanoTime();

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(4));
        }
    }

    @Test
    void ipv6Loopback_isServed() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        assumeThat(canBind(loopback))
                .as("whether this machine has an IPv6 loopback address")
                .isTrue();
        try (HeadlessDns six = HeadlessDns.builder().bindAddress(loopback).start()) {
            six.service("nginx").pod("web-0", "fd00::1");

            assertThat(Dig.at(six).udp(SVC, "AAAA").data()).containsExactly("fd00:0:0:0:0:0:0:1");
            assertThat(Dig.at(six).tcp("ns.dns.cluster.local.", "AAAA").data()).containsExactly("0:0:0:0:0:0:0:1");
        }
    }

    private static boolean canBind(InetAddress address) {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException | UnsupportedAddressTypeException none) {
            return false;
        }
    }

    @Test
    void tenThousandQueriesInFlightBy64_areAllAnswered() throws IOException {
        nginx.pod("web-0", "10.1.0.1");
        byte[] query = Dig.query("web-0." + SVC, "A", 1232).toWire();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            for (int i = 0; i < 10_000 + 64; i++) {
                if (i < 10_000) {
                    socket.send(new DatagramPacket(query, query.length, dns.address()));
                }
                if (i >= 64) {
                    assertThat(Dig.receive(socket)).hasSizeGreaterThan(query.length);
                }
            }
        }
        assertThat(dns.queries().of("A", Transport.UDP)).isEqualTo(10_000);
    }
}
