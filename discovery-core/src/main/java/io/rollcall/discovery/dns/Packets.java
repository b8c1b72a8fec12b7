// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.dns.Outcome.Answer;
import io.rollcall.discovery.dns.Outcome.Malformed;
import io.rollcall.discovery.dns.Outcome.NoData;
import io.rollcall.discovery.dns.Outcome.NxDomain;
import io.rollcall.discovery.dns.Outcome.Refused;
import io.rollcall.discovery.dns.Outcome.ServFail;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** From a question to its packet, and from a packet to the outcome it means. Pure. */
final class Packets {

    /** What no fragment on the way needs to split: DNS flag day 2020, and the default of CoreDNS's bufsize plugin. */
    static final int UDP_PAYLOAD = 1232;
    /** RFC 1035, section 4.1.1. */
    static final int HEADER_LENGTH = 12;
    /** How long a negative answer without an SOA counts; RFC 2308 leaves it open, CoreDNS caches nothing for less. */
    static final Duration NEGATIVE_TTL_WITHOUT_SOA = Duration.ofSeconds(5);
    /** Longer chains of CNAMEs are somebody's mistake or attack. */
    static final int LONGEST_ALIAS_CHAIN = 8;

    static final String ENDLESS_ALIASES = "a loop or more than " + LONGEST_ALIAS_CHAIN + " steps of CNAME records";

    private static final int QR_AND_OPCODE = 0xF8;
    private static final int RESPONSE_TO_QUERY = 0x80;

    private Packets() {}

    /** The packet for a question, with id 0. */
    static byte[] encode(Question question, boolean edns) {
        Message message = new Message(0);
        message.getHeader().setOpcode(Opcode.QUERY);
        message.getHeader().setFlag(Flags.RD);
        message.addRecord(Record.newRecord(question.name(), question.type(), DClass.IN), Section.QUESTION);
        if (edns) {
            message.addRecord(new OPTRecord(UDP_PAYLOAD, 0, 0), Section.ADDITIONAL);
        }
        return message.toWire();
    }

    /** The id of a packet that is long enough to have a header and says that it is a response; -1 of any other. */
    static int responseId(byte[] packet) {
        if (packet.length < HEADER_LENGTH || (packet[2] & QR_AND_OPCODE) != RESPONSE_TO_QUERY) {
            return -1;
        }
        return ((packet[0] & 0xFF) << 8) | (packet[1] & 0xFF);
    }

    /**
     * What a response with the right id means.
     *
     * @return empty if it answers another question, which makes it somebody else's or forged
     */
    static Optional<Outcome> read(Asked asked, byte[] packet) {
        Message message;
        try {
            message = new Message(packet);
        } catch (IOException | RuntimeException e) {
            return Optional.of(new Malformed(asked, packet.length, "unreadable: " + e.getMessage(), false));
        }
        Header header = message.getHeader();
        int rcode = message.getRcode();
        if (!answers(asked.question(), message, rcode)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (rcode) {
                    case Rcode.NOERROR -> positive(asked, packet.length, message, header.getFlag(Flags.TC));
                    case Rcode.NXDOMAIN ->
                        new NxDomain(
                                asked,
                                packet.length,
                                negativeTtl(message),
                                soa(message).map(Record::getName));
                    case Rcode.REFUSED, Rcode.NOTIMP, Rcode.NOTAUTH -> new Refused(asked, packet.length);
                    case Rcode.FORMERR, Rcode.BADVERS ->
                        new Malformed(asked, packet.length, "the server says " + Rcode.string(rcode), true);
                    default -> new ServFail(asked, packet.length);
                });
    }

    /** Servers that could not read a question, or do not want to, may leave it out of their reply. */
    private static boolean answers(Question question, Message message, int rcode) {
        List<Record> questions = message.getSection(Section.QUESTION);
        if (questions.isEmpty()) {
            return rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN;
        }
        Record echoed = questions.get(0);
        return questions.size() == 1
                && echoed.getType() == question.type()
                && echoed.getDClass() == DClass.IN
                && echoed.getName().equals(question.name());
    }

    private static Outcome positive(Asked asked, int bytes, Message message, boolean cut) {
        List<Record> answer = internet(message, Section.ANSWER);
        Optional<Name> canonical = canonical(asked.question(), answer);
        if (canonical.isEmpty()) {
            return new Malformed(asked, bytes, ENDLESS_ALIASES, false);
        }
        Name owner = canonical.get();
        List<Record> records = new ArrayList<>(answer.size());
        for (Record found : answer) {
            if (found.getType() == asked.question().type() && found.getName().compareTo(owner) == 0) {
                records.add(found);
            }
        }
        boolean aliased = !owner.equals(asked.question().name());
        if (records.isEmpty() && !aliased && !cut) {
            return new NoData(asked, bytes, negativeTtl(message));
        }
        List<Record> additional = internet(message, Section.ADDITIONAL);
        List<Record> glue = new ArrayList<>(additional.size());
        for (Record extra : additional) {
            if (extra.getType() == Type.A || extra.getType() == Type.AAAA) {
                glue.add(extra);
            }
        }
        return new Answer(asked, bytes, leastTtl(answer, glue), !cut, owner, records, glue);
    }

    /**
     * A section's records of the class that was asked for. The others' data means something else (RFC 1035, section
     * 3.2.4); dnsjava hands an A record of another class out with data of any length.
     */
    private static List<Record> internet(Message message, int section) {
        List<Record> records = new ArrayList<>(message.getSection(section));
        records.removeIf(record -> record.getDClass() != DClass.IN);
        return records;
    }

    private static Optional<Name> canonical(Question question, List<Record> answer) {
        Name name = question.name();
        if (question.type() == Type.CNAME) {
            return Optional.of(name);
        }
        for (int step = 0; step <= LONGEST_ALIAS_CHAIN; step++) {
            Optional<Name> next = alias(name, answer);
            if (next.isEmpty()) {
                return Optional.of(name);
            }
            name = next.get();
        }
        return Optional.empty();
    }

    private static Optional<Name> alias(Name name, List<Record> answer) {
        for (Record found : answer) {
            if (found instanceof CNAMERecord cname && cname.getName().equals(name)) {
                return Optional.of(cname.getTarget());
            }
        }
        return Optional.empty();
    }

    private static Duration leastTtl(List<Record> answer, List<Record> glue) {
        long least = Long.MAX_VALUE;
        for (Record found : answer) {
            least = Math.min(least, found.getTTL());
        }
        for (Record extra : glue) {
            least = Math.min(least, extra.getTTL());
        }
        return Duration.ofSeconds(least == Long.MAX_VALUE ? 0 : least);
    }

    /** RFC 2308, section 5: the lesser of the SOA's own TTL and its minimum field. */
    private static Duration negativeTtl(Message message) {
        return soa(message)
                .map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())))
                .orElse(NEGATIVE_TTL_WITHOUT_SOA);
    }

    private static Optional<SOARecord> soa(Message message) {
        for (Record authority : internet(message, Section.AUTHORITY)) {
            if (authority instanceof SOARecord soa) {
                return Optional.of(soa);
            }
        }
        return Optional.empty();
    }
}
