// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import io.rollcall.discovery.testing.Dig;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * All of an answer that two servers must have in common. Left out are the order of records, as CoreDNS shuffles addresses
 * and keeps slices in no order; the SOA's serial; and of an answer that was cut, which of its addresses are left.
 *
 * @param size in bytes; of a cut answer 0, as it depends on what is left
 */
record Seen(
        String rcode,
        String flags,
        List<String> question,
        List<String> answer,
        List<String> authority,
        List<String> additional,
        List<String> edns,
        int size) {

    static Seen of(Dig.Answer answer) {
        Message message = answer.message();
        boolean cut = message.getHeader().getFlag(Flags.TC);
        return new Seen(
                Rcode.string(message.getRcode()),
                message.getHeader().printFlags(),
                texts(message, Section.QUESTION, false),
                texts(message, Section.ANSWER, cut),
                texts(message, Section.AUTHORITY, cut),
                texts(message, Section.ADDITIONAL, cut),
                Stream.ofNullable(message.getOPT()).map(Seen::edns).toList(),
                cut ? 0 : answer.size());
    }

    private static List<String> texts(Message message, int section, boolean cut) {
        return message.getSection(section).stream()
                .filter(record -> record.getType() != Type.OPT)
                .map(record -> cut && isAddress(record) ? Type.string(record.getType()) : text(record))
                .sorted()
                .toList();
    }

    private static boolean isAddress(Record record) {
        return record.getType() == Type.A || record.getType() == Type.AAAA;
    }

    private static String text(Record record) {
        String data = record instanceof SOARecord soa
                ? soa.getHost() + " " + soa.getAdmin() + " refresh " + soa.getRefresh() + " retry " + soa.getRetry()
                        + " expire " + soa.getExpire() + " minimum " + soa.getMinimum()
                : record.rdataToString();
        return record.getName() + " " + record.getTTL() + " " + Type.string(record.getType()) + " " + data;
    }

    private static String edns(OPTRecord opt) {
        return "version " + opt.getVersion() + " size " + opt.getPayloadSize() + " flags " + opt.getFlags()
                + " options " + opt.getOptions();
    }
}
