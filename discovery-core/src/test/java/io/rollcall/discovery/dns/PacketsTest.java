// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.dns.Outcome.Answer;
import io.rollcall.discovery.dns.Outcome.Malformed;
import io.rollcall.discovery.dns.Outcome.NoData;
import io.rollcall.discovery.dns.Outcome.ServFail;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

class PacketsTest {

    private static final Question QUESTION = new Question(Name.fromConstantString(Cluster.PEER_PORT), Type.SRV);
    private static final Asked ASKED =
            new Asked(QUESTION, new InetSocketAddress(InetAddress.getLoopbackAddress(), 53), Transport.UDP);

    private static Message query() throws Exception {
        return new Message(Packets.encode(QUESTION, true));
    }

    private static byte[] pods(int count) throws Exception {
        return Zone.reply(
                        query(),
                        Rcode.NOERROR,
                        IntStream.range(0, count)
                                .mapToObj(i -> Zone.record(
                                        Cluster.PEER_PORT + " 30 SRV 0 1 7000 web-" + i + "." + Cluster.DOMAIN))
                                .toList(),
                        List.of(),
                        IntStream.range(0, count)
                                .mapToObj(i -> Zone.record("web-" + i + "." + Cluster.DOMAIN + " 30 A 10.0.0." + i))
                                .toList())
                .toWire();
    }

    @Test
    void answer_holdsRecordsOfTheNameAndGlue_andNothingElse() throws Exception {
        Message reply = Zone.reply(
                query(),
                Rcode.NOERROR,
                Zone.records(
                        Cluster.PEER_PORT + " 30 SRV 0 1 7000 web-0." + Cluster.DOMAIN,
                        "other.example. 30 SRV 0 1 7000 web-1." + Cluster.DOMAIN,
                        Cluster.PEER_PORT + " 30 TXT \"x\""),
                List.of(),
                Zone.records(
                        "web-0." + Cluster.DOMAIN + " 30 A 10.0.0.1", "web-0." + Cluster.DOMAIN + " 30 TXT \"x\""));

        Answer answer = (Answer) Packets.read(ASKED, reply.toWire()).orElseThrow();

        assertThat(answer.records()).hasSize(1);
        assertThat(answer.glue()).hasSize(1);
        assertThat(answer.whole()).isTrue();
    }

    @Test
    void recordsOfAnotherClass_areNoAnswerAndNoGlue() throws Exception {
        Message reply = Zone.reply(
                query(),
                Rcode.NOERROR,
                List.of(new SRVRecord(QUESTION.name(), DClass.CH, 30, 0, 1, 7000, QUESTION.name())),
                List.of(),
                List.of(new ARecord(QUESTION.name(), DClass.HS, 30, InetAddress.getLoopbackAddress())));

        assertThat(Packets.read(ASKED, reply.toWire())).containsInstanceOf(NoData.class);
    }

    @Test
    void emptyAnswer_noData_unlessItWasCut() throws Exception {
        Message reply = Zone.reply(query(), Rcode.NOERROR);
        assertThat(Packets.read(ASKED, reply.toWire())).containsInstanceOf(NoData.class);

        reply.getHeader().setFlag(Flags.TC);

        assertThat(Packets.read(ASKED, reply.toWire()))
                .hasValueSatisfying(
                        outcome -> assertThat(((Answer) outcome).whole()).isFalse());
    }

    @Test
    void errorWithoutItsQuestion_counts_answerWithoutItDoesNot() {
        Message error = new Message(0);
        error.getHeader().setFlag(Flags.QR);
        error.getHeader().setRcode(Rcode.SERVFAIL);
        assertThat(Packets.read(ASKED, error.toWire())).containsInstanceOf(ServFail.class);

        error.getHeader().setRcode(Rcode.NXDOMAIN);

        assertThat(Packets.read(ASKED, error.toWire())).isEmpty();
    }

    @Test
    void chainOfNineCnames_malformed() throws Exception {
        Message reply = Zone.reply(
                query(),
                Rcode.NOERROR,
                IntStream.range(0, 9)
                        .mapToObj(i -> Zone.record((i == 0 ? Cluster.PEER_PORT : "n" + i + ".example.") + " 30 CNAME n"
                                + (i + 1) + ".example."))
                        .toList(),
                List.of(),
                List.of());

        assertThat(Packets.read(ASKED, reply.toWire())).containsInstanceOf(Malformed.class);
    }

    @Test
    void ttlWithTheTopBitSet_isZero() throws Exception {
        byte[] packet = pods(1);
        int ttl = 12 + QUESTION.name().length() + 4 + 2 + 4;
        packet[ttl] = (byte) 0x80;

        Answer answer = (Answer) Packets.read(ASKED, packet).orElseThrow();

        assertThat(answer.ttl()).as("RFC 2181, section 8").isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11})
    void packetShorterThanItsHeader_hasNoId(int length) {
        assertThat(Packets.responseId(new byte[length])).isEqualTo(-1);
    }

    @Test
    void query_isNotTakenForAResponse() {
        assertThat(Packets.responseId(Packets.encode(QUESTION, false))).isEqualTo(-1);
    }

    @Test
    void randomlyDamagedReplies_neverThrow_andEveryPeerIsWellFormed() throws Exception {
        HeadlessService service =
                HeadlessService.named("nginx").portName("peer").build();
        byte[] good = pods(10);
        SplittableRandom random = new SplittableRandom(1);
        int answers = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(1, 8); n > 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Optional<Outcome> outcome = Packets.read(ASKED, bad);
            if (outcome.isPresent() && outcome.get() instanceof Answer answer) {
                answers++;
                Roster roster = new Roster(service, EnumSet.allOf(AddressFamily.class));
                roster.addTargets(answer.records(), answer.glue(), true);
                assertThat(roster.peers()).extracting(Peer::name).allMatch(name -> name.matches("[a-z0-9-]{1,63}"));
            }
        }
        assertThat(answers).as("enough got through to mean something").isGreaterThan(1_000);
    }
}
