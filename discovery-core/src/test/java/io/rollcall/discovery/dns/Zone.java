// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Builds replies from records written as in a zone file. */
final class Zone {

    static final String SOA =
            "default.svc.cluster.local. 30 SOA ns.dns.cluster.local. hostmaster. 1 7200 1800 86400 30";

    private Zone() {}

    /** {@code name TTL type data}, all names absolute. */
    static Record record(String line) {
        String[] parts = line.split(" ", 4);
        try {
            return Record.fromString(
                    Name.fromString(parts[0]),
                    Type.value(parts[2]),
                    DClass.IN,
                    Long.parseLong(parts[1]),
                    parts[3],
                    Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    static List<Record> records(String... lines) {
        return Stream.of(lines).map(Zone::record).toList();
    }

    static Message reply(Message query, int rcode) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.AA);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        return reply;
    }

    static Message reply(Message query, int rcode, List<Record> answer, List<Record> authority, List<Record> extra) {
        Message reply = reply(query, rcode);
        answer.forEach(found -> reply.addRecord(found, Section.ANSWER));
        authority.forEach(found -> reply.addRecord(found, Section.AUTHORITY));
        extra.forEach(found -> reply.addRecord(found, Section.ADDITIONAL));
        return reply;
    }
}
