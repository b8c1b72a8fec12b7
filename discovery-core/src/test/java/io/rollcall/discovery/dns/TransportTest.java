// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What passes over the wire, byte by byte where it matters. */
class TransportTest {

    private static final String SERVICE = "nginx.default.svc.cluster.local.";
    private static final HeadlessService NGINX =
            HeadlessService.named("nginx").portName("peer").expectedPeers(40).build();

    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : toClose) {
            part.close();
        }
    }

    @Test
    void ids_andPorts_differFromQueryToQuery() throws Exception {
        Set<Integer> ids = ConcurrentHashMap.newKeySet();
        ScriptedDns dns = serve(received -> {
            ids.add(received.query().getHeader().getID());
            received.send(answer(received));
        });
        DnsPeerDiscovery discovery = discovery(dns);

        for (int i = 0; i < 50; i++) {
            look(discovery);
        }

        assertThat(ids).hasSizeGreaterThan(45);
        assertThat(dns.udpPorts()).hasSizeGreaterThan(45);
    }

    @Test
    void query_recursionDesired_edns1232_oneQuestionWithItsTrailingDot() throws Exception {
        List<Message> queries = new ArrayList<>();
        ScriptedDns dns = serve(received -> {
            queries.add(received.query());
            received.send(answer(received));
        });

        look(discovery(dns));

        Message query = queries.get(0);
        assertThat(query.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(query.getOPT().getPayloadSize()).isEqualTo(1232);
        assertThat(query.getSection(0)).hasSize(1);
        assertThat(query.getQuestion().getName()).hasToString("_peer._tcp." + SERVICE);
    }

    @Test
    void row64_shortName_isAskedAbsolutely_andNeverWithASearchDomain() throws Exception {
        ScriptedDns dns = serve(received ->
                received.send(Zone.reply(received.query(), Rcode.NXDOMAIN, List.of(), Zone.records(Zone.SOA), List.of())
                        .toWire()));

        look(discovery(dns));

        assertThat(dns.asked())
                .containsExactlyInAnyOrder(
                        "UDP SRV _peer._tcp." + SERVICE,
                        "UDP SRV " + SERVICE,
                        "UDP A " + SERVICE,
                        "UDP AAAA " + SERVICE);
    }

    @Test
    void tcpReplyInSingleBytes_isPutTogether() throws Exception {
        ScriptedDns dns = serve(received -> overTcp(received, framed -> {
            for (byte b : framed) {
                received.sendRaw(new byte[] {b});
            }
        }));

        assertThat(((Found) look(discovery(dns))).view().peers()).hasSize(1);
    }

    @Test
    void tcpRepliesInOnePiece_withStrangersBetween_areTakenApart() throws Exception {
        ScriptedDns dns = serve(received -> overTcp(received, framed -> {
            byte[] stranger = framed.clone();
            stranger[2] ^= 1;
            received.sendRaw(ByteBuffer.allocate(2 + stranger.length + framed.length)
                    .put(new byte[2])
                    .put(stranger)
                    .put(framed)
                    .array());
        }));

        assertThat(((Found) look(discovery(dns))).view().peers()).hasSize(1);
    }

    @Test
    void tcpConnection_isUsedAgain() throws Exception {
        ScriptedDns dns = serve(received -> overTcp(received, received::sendRaw));
        DnsPeerDiscovery discovery = discovery(dns);

        for (int i = 0; i < 5; i++) {
            assertThat(look(discovery)).isInstanceOf(Found.class);
        }

        assertThat(dns.connections()).isOne();
    }

    @Test
    void tcpConnectionThatTheServerClosesAfterEachAnswer_isReplaced() throws Exception {
        ScriptedDns dns = serve(received -> overTcp(received, framed -> {
            received.sendRaw(framed);
            received.hangUp();
        }));
        DnsPeerDiscovery discovery = discovery(dns);

        for (int i = 0; i < 5; i++) {
            assertThat(look(discovery)).isInstanceOf(Found.class);
        }
    }

    @Test
    void tcpConnectionThatGoesSilent_costsOneTry_andIsNotUsedAgain() throws Exception {
        AtomicInteger overTcp = new AtomicInteger();
        ScriptedDns dns = serve(received -> overTcp(received, framed -> {
            if (overTcp.incrementAndGet() != 2) {
                received.sendRaw(framed);
            }
        }));
        DnsPeerDiscovery discovery = discovery(dns);
        assertThat(look(discovery)).isInstanceOf(Found.class);

        assertThat(look(discovery)).isInstanceOf(Found.class);

        assertThat(dns.connections()).isEqualTo(2);
    }

    @Test
    void manyQuestions_64AtOnce_overAFewSockets() throws Exception {
        int targets = 256;
        List<ScriptedDns.Received> held = new ArrayList<>();
        ScriptedDns dns = serve(received -> {
            if (received.question().getType() == Type.SRV) {
                received.send(targets(received, targets));
            } else if (received.question().getType() == Type.AAAA) {
                received.send(answer(received));
            } else if (held.size() < 63) {
                held.add(received);
            } else {
                held.add(received);
                for (ScriptedDns.Received each : held) {
                    each.send(answer(each));
                }
                held.clear();
            }
        });

        Found found = (Found) look(discovery(dns));

        // Fewer than 64 at once would never have been answered.
        assertThat(found.view().peers())
                .hasSize(targets)
                .allSatisfy(peer -> assertThat(peer.addresses()).isNotEmpty());
        assertThat(dns.udpPorts().size()).isBetween(5, 12);
    }

    @Test
    void manyQuestions_neverMoreThan64Unanswered() throws Exception {
        ScriptedDns dns = serve(received -> {
            if (received.question().getType() == Type.SRV) {
                received.send(targets(received, 256));
            }
        });
        DnsPeerDiscovery discovery = keep(DnsPeerDiscovery.builder(NGINX)
                .nameservers(List.of(dns.address()))
                .only(AddressFamily.IPV4)
                .lookupDeadline(Duration.ofMillis(400))
                .build());

        look(discovery);

        assertThat(dns.asked().stream().filter(query -> query.startsWith("UDP A ")))
                .hasSize(64);
    }

    private static byte[] targets(ScriptedDns.Received received, int count) {
        String[] lines = IntStream.range(0, count)
                .mapToObj(i -> received.question().getName() + " 30 SRV 0 1 7000 web-" + i + "." + SERVICE)
                .toArray(String[]::new);
        return Zone.reply(received.query(), Rcode.NOERROR, Zone.records(lines), List.of(), List.of())
                .toWire(65_535);
    }

    private interface Framed {
        void send(byte[] framed) throws IOException;
    }

    /** UDP is always cut, so that the answer comes over TCP. */
    private static void overTcp(ScriptedDns.Received received, Framed send) throws IOException {
        if (!received.overTcp()) {
            Message cut = Zone.reply(received.query(), Rcode.NOERROR);
            cut.getHeader().setFlag(Flags.TC);
            received.send(cut.toWire());
            return;
        }
        byte[] whole = answer(received);
        send.send(ByteBuffer.allocate(2 + whole.length)
                .putShort((short) whole.length)
                .put(whole)
                .array());
    }

    private static byte[] answer(ScriptedDns.Received received) {
        Record question = received.question();
        return switch (question.getType()) {
            case Type.SRV ->
                Zone.reply(
                                received.query(),
                                Rcode.NOERROR,
                                Zone.records(question.getName() + " 30 SRV 0 1 7000 web-0." + SERVICE),
                                List.of(),
                                Zone.records("web-0." + SERVICE + " 30 A 10.0.0.1"))
                        .toWire();
            case Type.A ->
                Zone.reply(
                                received.query(),
                                Rcode.NOERROR,
                                Zone.records(question.getName() + " 30 A 10.0.0.1"),
                                List.of(),
                                List.of())
                        .toWire();
            default ->
                Zone.reply(received.query(), Rcode.NOERROR, List.of(), Zone.records(Zone.SOA), List.of())
                        .toWire();
        };
    }

    private ScriptedDns serve(ScriptedDns.Script script) {
        return keep(new ScriptedDns(script));
    }

    private <T extends AutoCloseable> T keep(T part) {
        toClose.add(part);
        return part;
    }

    private DnsPeerDiscovery discovery(ScriptedDns server) {
        return keep(DnsPeerDiscovery.builder(NGINX)
                .nameservers(List.of(server.address()))
                .tryTimeout(Duration.ofMillis(500))
                .build());
    }

    private static LookupResult look(DnsPeerDiscovery discovery) throws Exception {
        return discovery.lookup().get(10, TimeUnit.SECONDS);
    }
}
