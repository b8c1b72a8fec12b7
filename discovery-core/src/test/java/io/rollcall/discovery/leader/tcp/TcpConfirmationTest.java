// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.leader.Confirmation.Agreed;
import io.rollcall.discovery.leader.Confirmation.Answer;
import io.rollcall.discovery.leader.Confirmation.Differs;
import io.rollcall.discovery.leader.Confirmation.Line;
import io.rollcall.discovery.leader.Confirmation.Question;
import io.rollcall.discovery.leader.Confirmation.Refused;
import io.rollcall.discovery.leader.Confirmation.Silent;
import io.rollcall.discovery.leader.Confirmation.Voter;
import io.rollcall.discovery.leader.ViewDigest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets on loopback addresses, one per pod, all on one port as pods have it. */
class TcpConfirmationTest {

    private static final PeerId ASKER = new PeerId("orders", 0);
    private static final PeerId ASKED = new PeerId("orders", 1);
    private static final String HERE = "127.43.0.1";
    private static final String THERE = "127.43.0.2";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final HeadlessService service =
            HeadlessService.named("orders").expectedPeers(3).self(ASKER).build();
    private final Question question = new Question(
            service.domain(), ASKED, ASKER, "1f", new ViewDigest("ab".repeat(32)), Duration.ofNanos(5_000_000_001L));
    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;

    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, address(THERE))) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void question_arrivesWhole_andTheAnswerComesBack() {
        List<Question> asked = new ArrayList<>();
        line(THERE, heard -> {
            asked.add(heard);
            return new Agreed(ASKED);
        });

        assertThat(ask()).isEqualTo(new Agreed(ASKED));
        assertThat(asked).containsExactly(question);
    }

    @Test
    void dissent_comesBackWithItsReason() {
        line(THERE, heard -> new Differs(ASKED, Optional.of(ASKED), "orders-1 names orders-1"));

        assertThat(ask()).isEqualTo(new Differs(ASKED, Optional.of(ASKED), "orders-1 names orders-1"));
    }

    @Test
    void refusal_comesBackWithItsReason_inPrintableCharactersOnly() {
        line(THERE, heard -> new Refused("this is \u001b[31mpayments\nand not orders"));

        assertThat(ask()).isEqualTo(new Refused("this is ?[31mpayments?and not orders"));
    }

    @Test
    void agreementOfAnotherPod_doesNotCount() {
        line(THERE, heard -> new Agreed(new PeerId("orders", 2)));

        assertThat(ask()).isInstanceOf(Silent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request",
                "ROLLCALL/1 AGREED payments.default.svc.cluster.local. orders-1 1f",
                "ROLLCALL/1 AGREED orders.default.svc.cluster.local. orders-1 another",
                "ROLLCALL/2 AGREED orders.default.svc.cluster.local. orders-1 1f",
                ""
            })
    void whateverElseListensThere_doesNotCount(String reply) throws IOException {
        server(socket -> send(socket, reply + "\n"));

        assertThat(ask())
                .isInstanceOfSatisfying(
                        Silent.class, silent -> assertThat(silent.why()).contains("orders-1"));
    }

    @Test
    void endlessReply_isCutOff() throws IOException {
        server(socket -> send(socket, "x".repeat(100_000)));

        assertThat(ask()).isInstanceOf(Silent.class);
    }

    @Test
    void silentServer_costsTheTimeoutAndNoMore() throws IOException {
        server(socket -> {});
        Line asking = open(HERE, SHORT, heard -> new Refused("nobody asks here"));

        Answer answer = asking.ask(peer(), question).join();

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Silent.class,
                        silent -> assertThat(silent.why())
                                .contains("within 200 ms")
                                .contains(THERE + ":" + port));
    }

    @Test
    void closedPort_isSilent() {
        assertThat(ask())
                .isInstanceOfSatisfying(
                        Silent.class,
                        silent -> assertThat(silent.why())
                                .contains(THERE + ":" + port)
                                .contains("ConnectException"));
    }

    @Test
    void nonsense_isRefused_andTheNextQuestionAnswered() throws IOException {
        line(THERE, heard -> new Agreed(ASKED));

        assertThat(say("GET / HTTP/1.1\n")).startsWith("ROLLCALL/1 REFUSED");
        assertThat(ask()).isEqualTo(new Agreed(ASKED));
    }

    @Test
    void callerWhoSaysTooMuch_isHungUpOn() throws IOException {
        line(THERE, heard -> new Agreed(ASKED));

        assertThat(say("x".repeat(Wire.MOST_BYTES))).isEmpty();
    }

    @Test
    void callerWhoSaysNothing_isHungUpOn_andHoldsNobodyUp() throws IOException {
        open(THERE, SHORT, heard -> new Agreed(ASKED));
        try (Socket mute = new Socket(address(THERE), port)) {
            assertThat(ask()).isEqualTo(new Agreed(ASKED));
            mute.setSoTimeout((int) TIMEOUT.toMillis());
            assertThat(mute.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void voterThatThrows_answersNothing_andTheNextQuestionIsAnswered() {
        List<Question> asked = new ArrayList<>();
        line(THERE, heard -> {
            asked.add(heard);
            if (asked.size() == 1) {
                throw new IllegalStateException("broken");
            }
            return new Agreed(ASKED);
        });
        Line asking = line(HERE, heard -> new Refused("nobody asks here"));

        assertThat(asking.ask(peer(), question).join()).isInstanceOf(Silent.class);
        assertThat(asking.ask(peer(), question).join()).isEqualTo(new Agreed(ASKED));
    }

    @Test
    void closedLine_freesItsPort_andItsThread() {
        Line first = line(THERE, heard -> new Agreed(ASKED));
        first.close();
        first.close();

        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(ask()).isInstanceOf(Silent.class));
        line(THERE, heard -> new Agreed(ASKED));
        assertThat(first.ask(peer(), question).join()).isInstanceOf(Silent.class);
    }

    @Test
    void takenPort_isSaid() {
        line(THERE, heard -> new Agreed(ASKED));

        assertThatThrownBy(() -> line(THERE, heard -> new Agreed(ASKED)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(service.domain())
                .hasMessageContaining(THERE)
                .hasMessageContaining("free port");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void portOutOfRange_isRefused(int wrong) {
        assertThatThrownBy(() -> TcpConfirmation.onPort(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(wrong));
    }

    private Answer ask() {
        Line asking = line(HERE, heard -> new Refused("nobody asks here"));
        try {
            return asking.ask(peer(), question).join();
        } finally {
            asking.close();
        }
    }

    private Line line(String at, Voter voter) {
        return open(at, TIMEOUT, voter);
    }

    private Line open(String at, Duration timeout, Voter voter) {
        Line line =
                TcpConfirmation.onPort(port).at(address(at)).timeout(timeout).open(service, voter);
        open.add(line);
        return line;
    }

    private String say(String text) throws IOException {
        try (Socket socket = new Socket(address(THERE), port)) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            send(socket, text);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private void server(Conversation conversation) throws IOException {
        ServerSocket server = new ServerSocket(port, 8, address(THERE));
        open.add(server);
        Thread thread = new Thread(() -> {
            try {
                Socket socket = server.accept();
                open.add(socket);
                conversation.with(socket);
            } catch (IOException e) {
                // The test is over, or the caller has hung up: both end the conversation.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static Peer peer() {
        return new Peer("orders-1", Optional.of(ASKED), List.of(address(THERE)), OptionalInt.empty());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private interface Conversation {
        void with(Socket socket) throws IOException;
    }
}
