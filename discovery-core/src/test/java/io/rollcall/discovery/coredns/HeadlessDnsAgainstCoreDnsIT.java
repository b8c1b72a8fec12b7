// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.testing.Dig;
import io.rollcall.discovery.testing.HeadlessDns;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;

/** The same objects and the same questions to HeadlessDns and to CoreDNS: the answers must be the same. */
class HeadlessDnsAgainstCoreDnsIT {

    /** Without EDNS; the least size; what bufsize allows; more than that. */
    private static final List<Integer> EDNS_SIZES = List.of(0, 512, 1232, 4096);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static Dig coreDns;
    private static Dig headlessDns;

    @BeforeAll
    static void start() {
        KubernetesApi api = opened(KubernetesApi.start());
        HeadlessDns ours = opened(HeadlessDns.start());
        for (ClusterService service : SampleCluster.services()) {
            api.put(service);
            service.putInto(ours);
        }
        coreDns = new Dig(opened(CoreDns.start(api)).address());
        headlessDns = Dig.at(ours);
    }

    @AfterAll
    static void stop() throws Exception {
        for (int i = OPEN.size() - 1; i >= 0; i--) {
            OPEN.get(i).close();
        }
        OPEN.clear();
    }

    private static <T extends AutoCloseable> T opened(T part) {
        OPEN.add(part);
        return part;
    }

    static Stream<Question> questions() {
        return Question.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void sameQuestion_hasTheSameAnswer(Question question) {
        for (int size : EDNS_SIZES) {
            Message query = Dig.query(question.name(), question.type(), size);

            assertThat(Seen.of(headlessDns.udp(query)))
                    .as("%s over UDP, EDNS size %d", question, size)
                    .isEqualTo(Seen.of(coreDns.udp(query)));
            assertThat(Seen.of(headlessDns.tcp(query)))
                    .as("%s over TCP, EDNS size %d", question, size)
                    .isEqualTo(Seen.of(coreDns.tcp(query)));
        }
    }

    @Test
    void row31_816PodsFitOverTcpAnd817LackOneGlueRecord_onBoth() {
        for (Dig server : List.of(headlessDns, coreDns)) {
            Seen fits = Seen.of(server.tcp(Dig.query("_peer._tcp.fits.default.svc.cluster.local.", "SRV", 1232)));
            Seen cut = Seen.of(server.tcp(Dig.query("_peer._tcp.short.default.svc.cluster.local.", "SRV", 1232)));

            assertThat(fits.flags()).doesNotContain("tc");
            assertThat(fits.additional()).hasSize(816);
            assertThat(cut.flags()).contains("tc");
            assertThat(cut.answer()).hasSize(817);
            assertThat(cut.additional()).hasSize(816);
        }
    }

    static Stream<Question> nameServers() {
        return Question.nameServers();
    }

    /** CoreDNS names no loopback address (plugin/kubernetes/local.go, boundIPs); HeadlessDns has no other. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("nameServers")
    void ownAddress_isGivenByHeadlessDnsAndHiddenByCoreDnsBecauseItIsLoopback(Question question) {
        Message query = Dig.query(question.name(), question.type(), 1232);

        Seen ours = Seen.of(headlessDns.udp(query));
        Seen theirs = Seen.of(coreDns.udp(query));

        assertThat(List.of(ours.rcode(), ours.flags())).isEqualTo(List.of(theirs.rcode(), theirs.flags()));
        assertThat(ours.answer()).hasSize(1);
        assertThat(theirs.answer()).isEmpty();
    }

    static Stream<OddMessage> answeredMessages() {
        return OddMessage.answered();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answeredMessages")
    void oddMessage_hasTheSameAnswer(OddMessage message) {
        assertThat(Seen.of(Dig.answer(headlessDns.udp(message.bytes(), PATIENCE))))
                .isEqualTo(Seen.of(Dig.answer(coreDns.udp(message.bytes(), PATIENCE))));
    }

    static Stream<Arguments> messagesAnsweredOtherwise() {
        return OddMessage.answeredOtherwise();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messagesAnsweredOtherwise")
    void oddMessage_isAnsweredOtherwiseOnPurpose(OddMessage message, String ours, String theirs) {
        assertThat(rcode(headlessDns, message)).isEqualTo(ours);
        assertThat(rcode(coreDns, message)).isEqualTo(theirs);
    }

    static Stream<OddMessage> ignoredMessages() {
        return OddMessage.ignored();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ignoredMessages")
    void messageThatIsNoQuery_isNotAnswered(OddMessage message) {
        for (Dig server : List.of(headlessDns, coreDns)) {
            assertThatThrownBy(() -> server.udp(message.bytes(), Duration.ofMillis(200)))
                    .hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    private static String rcode(Dig server, OddMessage message) {
        return Dig.answer(server.udp(message.bytes(), PATIENCE)).rcode();
    }
}
