// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.FaultStage.OnReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** What can be wrong with the records of an answer. */
final class RecordFaults {

    private static final long LARGEST_TTL = 0xffff_ffffL;
    private static final long TTL_OF_LINES_WITHOUT = 30;
    /** Type and class stand between a record's name and its TTL (RFC 1035, section 4.1.3). */
    private static final int TTL_AFTER_NAME = 4;

    static final OnReply NOT_SYNCED = (reply, asked) -> reply.rcode() == Rcode.NXDOMAIN
            ? new Reply(Rcode.SERVFAIL, true, false, reply.answer(), reply.authority(), reply.additional())
            : reply;

    static final OnReply WITHOUT_SOA = (reply, asked) -> with(reply, reply.answer(), List.of(), reply.additional());

    private RecordFaults() {}

    static OnReply truncated(int answers) {
        return (reply, asked) -> new Reply(
                reply.rcode(),
                reply.authoritative(),
                true,
                first(answers, reply.answer()),
                reply.authority(),
                List.of());
    }

    static OnReply glueLimitedTo(int records) {
        return (reply, asked) -> with(reply, reply.answer(), reply.authority(), first(records, reply.additional()));
    }

    static OnReply glue(List<Record> records) {
        return (reply, asked) -> with(reply, reply.answer(), reply.authority(), records);
    }

    static OnReply ttl(Duration ttl) {
        long seconds = seconds(ttl);
        return (reply, asked) -> with(
                reply,
                map(reply.answer(), record -> withTtl(record, seconds)),
                reply.authority(),
                map(reply.additional(), record -> withTtl(record, seconds)));
    }

    static OnReply glueTtl(Duration ttl) {
        long seconds = seconds(ttl);
        return (reply, asked) -> with(
                reply, reply.answer(), reply.authority(), map(reply.additional(), record -> withTtl(record, seconds)));
    }

    static OnReply soa(Duration ttl, Duration minimum) {
        long seconds = seconds(ttl);
        long minimumSeconds = seconds(minimum);
        return (reply, asked) -> with(
                reply,
                reply.answer(),
                map(reply.authority(), record -> soa(record, seconds, minimumSeconds)),
                reply.additional());
    }

    /**
     * Reads lines of a zone file.
     *
     * @throws IllegalArgumentException if they are none
     */
    static List<Record> parse(String... zoneFileLines) {
        String text = String.join("\n", zoneFileLines) + "\n";
        List<Record> records = new ArrayList<>();
        try (Master lines = new Master(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Name.root, TTL_OF_LINES_WITHOUT)) {
            lines.disableIncludes();
            for (Record next = lines.nextRecord(); next != null; next = lines.nextRecord()) {
                records.add(next);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not the records of a zone file: " + e.getMessage(), e);
        }
        return List.copyOf(records);
    }

    private static Reply with(Reply reply, List<Record> answer, List<Record> authority, List<Record> additional) {
        return new Reply(reply.rcode(), reply.authoritative(), reply.truncated(), answer, authority, additional);
    }

    private static List<Record> first(int count, List<Record> records) {
        return records.subList(0, Math.min(count, records.size()));
    }

    private static List<Record> map(List<Record> records, UnaryOperator<Record> change) {
        return records.stream().map(change).toList();
    }

    private static Record soa(Record record, long ttl, long minimum) {
        return record instanceof SOARecord soa
                ? new SOARecord(
                        soa.getName(),
                        soa.getDClass(),
                        ttl,
                        soa.getHost(),
                        soa.getAdmin(),
                        soa.getSerial(),
                        soa.getRefresh(),
                        soa.getRetry(),
                        soa.getExpire(),
                        minimum)
                : record;
    }

    private static Record withTtl(Record record, long seconds) {
        byte[] wire = record.toWire(Section.ANSWER);
        ByteBuffer.wrap(wire).putInt(record.getName().length() + TTL_AFTER_NAME, (int) seconds);
        try {
            return Record.fromWire(wire, Section.ANSWER);
        } catch (IOException e) {
            throw new IllegalStateException("a record did not survive its own wire format: " + record, e);
        }
    }

    private static long seconds(Duration ttl) {
        if (ttl.isNegative() || ttl.toSeconds() > LARGEST_TTL || ttl.toNanosPart() != 0) {
            throw new IllegalArgumentException("TTL " + ttl + " is not 0 to " + LARGEST_TTL + " whole seconds");
        }
        return ttl.toSeconds();
    }
}
