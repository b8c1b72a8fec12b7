// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerView.Source;
import io.rollcall.discovery.dns.Outcome.Answer;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Whatever a server or a forger sends, it becomes an outcome or is ignored, in bounded time and memory, and nothing of it
 * reaches a name or a sentence unescaped.
 *
 * <p>As it is, this runs over the inputs kept beside it. With {@code JAZZER_FUZZ=1} in the environment it looks for new
 * ones; see CONTRIBUTING.md.
 */
class ReplyFuzzTest {

    private static final HeadlessService SERVICE =
            HeadlessService.named("nginx").portName("peer").expectedPeers(3).build();
    private static final Name DOMAIN = Name.fromConstantString(SERVICE.domain());
    private static final List<Question> QUESTIONS = List.of(
            new Question(Name.fromConstantString("_peer._tcp." + SERVICE.domain()), Type.SRV),
            new Question(DOMAIN, Type.SRV),
            new Question(DOMAIN, Type.A),
            new Question(DOMAIN, Type.AAAA),
            new Question(Name.fromConstantString("web-0." + SERVICE.domain()), Type.A));

    /** RFC 1035, section 4.1.3: an owner of one byte at the least, then ten bytes of type, class, TTL and length. */
    private static final int SMALLEST_RECORD = 11;

    private static final int LARGEST_MESSAGE = 65_535;
    /** A thousand times what the largest message takes. */
    private static final Duration HANG = Duration.ofSeconds(10);

    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    @FuzzTest(maxDuration = "60s")
    void anyBytes(byte[] input) {
        if (input.length > LARGEST_MESSAGE) {
            return;
        }
        long start = cpuNanos();
        assertThat(Packets.responseId(input)).isBetween(-1, 0xFFFF);
        for (Question question : QUESTIONS) {
            read(question, input);
            read(question, asReplyTo(question, input));
        }
        assertThat(Duration.ofNanos(cpuNanos() - start)).isLessThan(HANG);
    }

    /** Of this thread: on a busy machine the first input waits long for the fuzzer to instrument the code. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The input's flags, counts and records behind the question, so that most of them get past its check. */
    private static byte[] asReplyTo(Question question, byte[] input) {
        byte[] query = Packets.encode(question, false);
        int from = Math.min(input.length, Packets.HEADER_LENGTH);
        byte[] reply = ByteBuffer.allocate(query.length + input.length - from)
                .put(input, 0, from)
                .position(Packets.HEADER_LENGTH)
                .put(query, Packets.HEADER_LENGTH, query.length - Packets.HEADER_LENGTH)
                .put(input, from, input.length - from)
                .array();
        reply[4] = 0;
        reply[5] = 1;
        return reply;
    }

    private static void read(Question question, byte[] packet) {
        Asked asked = new Asked(question, new InetSocketAddress(InetAddress.getLoopbackAddress(), 53), Transport.TCP);
        Packets.read(asked, packet).ifPresent(outcome -> {
            assertThat(outcome.evidence().toString()).matches(PRINTABLE);
            assertThat(outcome.evidence().ttl()).isGreaterThanOrEqualTo(Duration.ZERO);
            Hints hints = new Hints(SERVICE);
            hints.absent(outcome);
            if (outcome instanceof Answer answer) {
                assertThat((answer.records().size() + answer.glue().size()) * SMALLEST_RECORD)
                        .isLessThanOrEqualTo(packet.length);
                hints.alias(answer.canonical());
                put(answer, hints);
            }
            assertThat(hints.sentences()).allMatch(PRINTABLE.asMatchPredicate());
        });
    }

    private static void put(Answer answer, Hints hints) {
        Roster roster = new Roster(SERVICE, EnumSet.allOf(AddressFamily.class));
        roster.addTargets(answer.records(), answer.glue(), true);
        for (Record extra : answer.glue()) {
            roster.setAddresses(extra.getName(), List.of(extra));
        }
        ServiceAddresses listed = new ServiceAddresses(Map.of(AddressFamily.IPV4, answer));
        roster.addStrays(listed.addresses());
        hints.dropped(roster.dropped());
        List<Peer> peers = roster.peers();
        hints.about(peers, roster.wantedPorts(), listed.whole());

        assertThat(peers).hasSizeLessThanOrEqualTo(answer.records().size());
        assertThat(peers).extracting(Peer::name).allMatch(LABEL.asMatchPredicate());
        PeerView view = new PeerView(SERVICE, peers, Source.FRESH, Instant.EPOCH, answer.ttl(), answer.whole());
        assertThat(view.missingOrdinals()).hasSizeLessThanOrEqualTo(SERVICE.expectedPeers());
        assertThat(view.completeness()).isNotNull();
    }
}
