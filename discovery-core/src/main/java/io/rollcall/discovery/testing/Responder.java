// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.FaultStage.Asked;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Turns the bytes of a query into the bytes of its answer: what is accepted (miekg/dns, acceptfunc.go), EDNS (RFC
 * 6891), sizes, flags. Called by the server's one thread.
 */
final class Responder {

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private static final int HEADER = 12;
    private static final int SMALLEST_LIMIT = 512;
    private static final int LARGEST_LIMIT = 65_535;
    /** CoreDNS, request/request.go, Scrub: longer datagrams are shortened in the hope that they are not cut up. */
    private static final int UNFRAGMENTED_IPV4 = 1480;

    private static final int UNFRAGMENTED_IPV6 = 1220;
    /** CoreDNS, request/request.go, SizeAndDo. */
    private static final int UPPER_FLAGS = 0xff00;

    private final Zone zone;
    private final int largestUdp;
    private final RandomGenerator random;
    private final QueryCounter counter;
    private final FaultScript script;

    Responder(Zone zone, int largestUdp, RandomGenerator random, QueryCounter counter, FaultScript script) {
        this.zone = zone;
        this.largestUdp = largestUdp;
        this.random = random;
        this.counter = counter;
        this.script = script;
    }

    /** What to do about a message; nothing at all if it is none, or an answer itself. */
    List<Delivery> respond(byte[] bytes, Transport transport, InetAddress client) {
        if (bytes.length < HEADER) {
            return List.of();
        }
        Header asked = header(bytes);
        if (asked.getFlag(Flags.QR)) {
            return List.of();
        }
        if (asked.getOpcode() != Opcode.QUERY) {
            return rejected(asked, Rcode.NOTIMP);
        }
        Optional<Message> query = parse(asked, bytes);
        if (query.isEmpty()) {
            return rejected(asked, Rcode.FORMERR);
        }
        return answer(asked, query.get(), transport, client);
    }

    private List<Delivery> answer(Header asked, Message query, Transport transport, InetAddress client) {
        Record question = query.getQuestion();
        Optional<OPTRecord> opt = Optional.ofNullable(query.getOPT());
        Asked subject = new Asked(
                question.getName(),
                question.getType(),
                new Query(
                        question.getName().toString().toLowerCase(Locale.ROOT),
                        Type.string(question.getType()),
                        transport,
                        opt.isPresent()));
        counter.add(subject.query());
        FaultScript.Selected faults = script.select(subject.query());
        Reply reply = LoadBalance.shuffle(faults.onReply(reply(query, subject), subject), random);
        Optional<OPTRecord> echoed = opt.map(own -> echoed(own, largestUdp(question), reply));
        boolean udp = transport == Transport.UDP;
        int unfragmented = client instanceof Inet4Address ? UNFRAGMENTED_IPV4 : UNFRAGMENTED_IPV6;
        byte[] message = MessageWriter.write(
                header(asked, reply),
                question,
                reply,
                echoed,
                udp ? limit(echoed) : LARGEST_LIMIT,
                udp ? unfragmented : LARGEST_LIMIT);
        return faults.send(ByteBuffer.wrap(message), subject);
    }

    private Reply reply(Message query, Asked asked) {
        OPTRecord opt = query.getOPT();
        if (query.getQuestion().getDClass() != DClass.IN) {
            return Reply.error(Rcode.REFUSED);
        }
        if (opt != null && opt.getVersion() != 0) {
            return Reply.error(Rcode.BADVERS);
        }
        try {
            return DnsZones.answer(asked.name(), asked.type(), zone.snapshot());
        } catch (RuntimeException e) {
            LOG.error("no answer to {}, so it is SERVFAIL", asked, e);
            return Reply.error(Rcode.SERVFAIL);
        }
    }

    private int limit(Optional<OPTRecord> opt) {
        return Math.max(SMALLEST_LIMIT, opt.map(OPTRecord::getPayloadSize).orElse(SMALLEST_LIMIT));
    }

    /** The bufsize plugin lowers the client's EDNS size; what is refused before any plugin keeps it. */
    private int largestUdp(Record question) {
        boolean reachesPlugins =
                question.getDClass() == DClass.IN && DnsZones.serves(question.getName(), zone.clusterDomain());
        return reachesPlugins ? largestUdp : LARGEST_LIMIT;
    }

    /** The client's own OPT, as CoreDNS sends it back: its size and the flags of its upper byte, DO among them. */
    private static OPTRecord echoed(OPTRecord asked, int largest, Reply reply) {
        if (reply.rcode() == Rcode.BADVERS) {
            return new OPTRecord(0, Rcode.BADVERS >> 4, 0);
        }
        int size = Math.min(asked.getPayloadSize(), largest);
        return new OPTRecord(size, reply.rcode() >> 4, 0, asked.getFlags() & UPPER_FLAGS);
    }

    private static Header header(Header asked, Reply reply) {
        Header header = new Header(asked.getID());
        header.setFlag(Flags.QR);
        header.setRcode(reply.rcode() & 0xf);
        copy(Flags.RD, asked, header);
        copy(Flags.CD, asked, header);
        if (reply.authoritative()) {
            header.setFlag(Flags.AA);
        }
        return header;
    }

    private static void copy(int flag, Header from, Header to) {
        if (from.getFlag(flag)) {
            to.setFlag(flag);
        }
    }

    /** Header only: nothing after it was understood, so nothing of it is repeated. */
    private static List<Delivery> rejected(Header asked, int rcode) {
        Header header = header(asked, Reply.error(rcode));
        header.setOpcode(rcode == Rcode.NOTIMP ? asked.getOpcode() : Opcode.QUERY);
        return List.of(Delivery.Send.now(ByteBuffer.wrap(header.toWire())));
    }

    private static Header header(byte[] bytes) {
        try {
            return new Header(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("a header of " + bytes.length + " bytes was not readable", e);
        }
    }

    private static Optional<Message> parse(Header asked, byte[] bytes) {
        boolean acceptable = asked.getCount(Section.QUESTION) == 1
                && asked.getCount(Section.ANSWER) <= 1
                && asked.getCount(Section.AUTHORITY) <= 1
                && asked.getCount(Section.ADDITIONAL) <= 2;
        if (!acceptable) {
            return Optional.empty();
        }
        try {
            // A cut query that says so itself (TC) is read as far as it goes.
            return Optional.of(new Message(bytes)).filter(message -> message.getQuestion() != null);
        } catch (IOException | RuntimeException e) {
            LOG.debug("a query of {} bytes was not readable: {}", bytes.length, e.toString());
            return Optional.empty();
        }
    }
}
