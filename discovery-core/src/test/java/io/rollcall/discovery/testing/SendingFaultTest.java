// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static io.rollcall.discovery.testing.QueryFilter.any;
import static io.rollcall.discovery.testing.Transport.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** The ways in which an answer can be lost, late, broken or forged on its way, seen from a plain socket. */
class SendingFaultTest {

    private static final String SVC = "nginx.default.svc.cluster.local.";

    private final HeadlessDns dns =
            HeadlessDns.builder().idleTimeout(Duration.ofMillis(200)).start();
    private final Dig dig = Dig.at(dns);
    private final Service nginx = dns.service("nginx").port("peer", 7000);

    @BeforeEach
    void threePods() {
        for (int i = 0; i < 3; i++) {
            nginx.pod("web-" + i, "10.1.0." + (i + 1));
        }
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void droppedQuery_isNotAnsweredAndTheNextIs() throws IOException {
        InjectedFault drop = dns.inject(Fault.drop(), any().type("A").over(UDP).first(1));
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            Message lost = Dig.query(SVC, "A", 0);
            Message answered = Dig.query(SVC, "A", 0);
            send(socket, lost);
            send(socket, answered);

            Message answer = Dig.answer(Dig.receive(socket)).message();

            assertThat(answer.getHeader().getID())
                    .isEqualTo(answered.getHeader().getID());
        }
        assertThat(drop.hits()).isEqualTo(1);
        assertThat(dns.queries().of("A")).isEqualTo(2);
    }

    private void send(DatagramSocket socket, Message message) throws IOException {
        byte[] wire = message.toWire();
        socket.send(new DatagramPacket(wire, wire.length, dns.address()));
    }

    @Test
    void delayedAnswer_isOvertakenByOthers() throws IOException {
        dns.inject(Fault.delay(Duration.ofMillis(200)), any().type("AAAA"));
        try (DatagramSocket udp = new DatagramSocket();
                Socket tcp = dig.connect()) {
            udp.setSoTimeout(5_000);
            long start = System.nanoTime();
            for (String type : List.of("AAAA", "A")) {
                send(udp, Dig.query(SVC, type, 0));
                Dig.send(tcp, Dig.query(SVC, type, 0).toWire());
            }

            assertThat(Dig.answer(Dig.receive(udp)).answers()).hasSize(3);
            assertThat(Dig.answer(Dig.receive(tcp)).answers()).hasSize(3);
            assertThat(Dig.answer(Dig.receive(udp)).answers()).isEmpty();
            assertThat(Dig.answer(Dig.receive(tcp)).answers()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void wrongIdOrQuestion_isAllElseRight() {
        Message query = Dig.query(SVC, "A", 0);
        InjectedFault wrongId = dns.inject(Fault.wrongId());
        Message otherId = dig.udp(query).message();
        wrongId.close();
        dns.inject(Fault.wrongQuestion());
        Message otherQuestion = dig.udp(query).message();

        assertThat(otherId.getHeader().getID()).isNotEqualTo(query.getHeader().getID());
        assertThat(otherId.getQuestion()).isEqualTo(query.getQuestion());
        assertThat(otherQuestion.getHeader().getID())
                .isEqualTo(query.getHeader().getID());
        assertThat(otherQuestion.getQuestion().getName()).hasToString("zginx.default.svc.cluster.local.");
    }

    @Test
    void garbled_endsInTheMiddle() throws IOException {
        dns.inject(Fault.garbledAfter(40));

        assertThat(dig.udp(Dig.query(SVC, "A", 0).toWire())).hasSize(40);
        try (Socket socket = dig.connect()) {
            Dig.send(socket, Dig.query(SVC, "A", 0).toWire());
            assertThat(Dig.receive(socket)).hasSize(40);
        }
    }

    @ParameterizedTest
    @EnumSource(Forgery.class)
    void forgedAnswer_comesBeforeTheRealOne(Forgery forgery) throws IOException {
        dns.inject(Fault.forgedFirst(forgery));
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            Message query = Dig.query(SVC, "A", 0);
            send(socket, query);

            DatagramPacket first = new DatagramPacket(new byte[512], 512);
            socket.receive(first);
            Message forged = new Message(Arrays.copyOf(first.getData(), first.getLength()));
            DatagramPacket second = new DatagramPacket(new byte[512], 512);
            socket.receive(second);
            Message real = new Message(Arrays.copyOf(second.getData(), second.getLength()));

            assertThat(forged.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(forged.getHeader().getFlag(Flags.QR)).isTrue();
            assertThat(forged.getHeader().getID() != query.getHeader().getID()).isEqualTo(forgery == Forgery.WRONG_ID);
            assertThat(!forged.getQuestion().equals(query.getQuestion())).isEqualTo(forgery == Forgery.WRONG_QUESTION);
            assertThat(!first.getSocketAddress().equals(server())).isEqualTo(forgery == Forgery.WRONG_PORT);
            assertThat(real.getSection(Section.ANSWER)).hasSize(3);
            assertThat(second.getSocketAddress()).isEqualTo(server());
        }
    }

    @Test
    void forgedAnswer_comesFirstOverTcpToo() throws IOException {
        dns.inject(Fault.forgedFirst(Forgery.WRONG_ID));
        try (Socket socket = dig.connect()) {
            Dig.send(socket, Dig.query(SVC, "A", 0).toWire());

            assertThat(Dig.answer(Dig.receive(socket)).rcode()).isEqualTo("NXDOMAIN");
            assertThat(Dig.answer(Dig.receive(socket)).answers()).hasSize(3);
        }
    }

    private SocketAddress server() {
        return dns.address();
    }

    @Test
    void answerFromOtherPort_isTheOnlyOne() throws IOException {
        dns.inject(Fault.fromOtherPort());
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            send(socket, Dig.query(SVC, "A", 0));
            DatagramPacket packet = new DatagramPacket(new byte[512], 512);
            socket.receive(packet);

            assertThat(packet.getAddress()).isEqualTo(dns.address().getAddress());
            assertThat(packet.getPort()).isNotEqualTo(dns.address().getPort());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 30})
    void row40_connection_isClosedAfterSoManyBytes(int bytes) throws IOException {
        dns.inject(Fault.closeAfter(bytes), any().only(2));
        try (Socket socket = dig.connect()) {
            byte[] query = Dig.query(SVC, "A", 0).toWire();
            Dig.send(socket, query);
            Dig.send(socket, query);
            Dig.send(socket, query);

            assertThat(Dig.answer(Dig.receive(socket)).answers()).hasSize(3);
            assertThat(socket.getInputStream().readAllBytes()).hasSize(bytes);
        }
        assertThat(dig.udp(SVC, "A").answers()).hasSize(3);
    }

    @Test
    void closeAfter_changesNothingOverUdp() {
        dns.inject(Fault.closeAfter(0));

        assertThat(dig.udp(SVC, "A").answers()).hasSize(3);
    }

    @Test
    void row43_blackHole_isSilentOverUdpAndStaysOpenOverTcp() throws IOException {
        dns.inject(Fault.blackHole(), any().first(2));
        try (DatagramSocket udp = new DatagramSocket();
                Socket tcp = dig.connect()) {
            send(udp, Dig.query(SVC, "A", 0));
            Dig.send(tcp, Dig.query(SVC, "A", 0).toWire());
            Dig.send(tcp, Dig.query(SVC, "A", 0).toWire());
            InputStream in = tcp.getInputStream();
            tcp.setSoTimeout(400);
            udp.setSoTimeout(1);

            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> Dig.receive(udp)).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(dig.tcp(SVC, "A").answers()).hasSize(3);
    }
}
