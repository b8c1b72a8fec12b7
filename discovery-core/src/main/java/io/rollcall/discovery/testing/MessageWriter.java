// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.util.List;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNSOutput;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;

/**
 * Puts a reply on the wire as far as it fits, by CoreDNS's rules: names are shortened only if the whole does not fit
 * otherwise (or would be cut into IP fragments), whole records are dropped from the end, and TC is set if any was
 * dropped, glue included (miekg/dns, msg_truncate.go; CoreDNS, request/request.go, Scrub). Pure.
 */
final class MessageWriter {

    /** The OPT record without options: root, type, size, extended flags, length. */
    private static final int OPT = 11;

    private final DNSOutput out = new DNSOutput(512);
    private final NameCompression names;
    /** Where the records before OPT must end. */
    private final int room;

    private boolean cut;

    private MessageWriter(boolean compress, int room) {
        this.names = new NameCompression(compress);
        this.room = room;
    }

    /**
     * The message.
     *
     * @param header id and flags of the reply; TC and the counts are set here
     * @param limit the longest message
     * @param unfragmented above this length names are shortened even if the whole fits
     */
    static byte[] write(
            Header header, Record question, Reply reply, Optional<OPTRecord> opt, int limit, int unfragmented) {
        int room = limit - (opt.isPresent() ? OPT : 0);
        MessageWriter plain = new MessageWriter(false, room);
        plain.message(header, question, reply, opt);
        if (!plain.cut && plain.out.current() <= unfragmented) {
            return plain.out.toByteArray();
        }
        MessageWriter compressed = new MessageWriter(true, room);
        compressed.message(header, question, reply, opt);
        return compressed.out.toByteArray();
    }

    private void message(Header header, Record question, Reply reply, Optional<OPTRecord> opt) {
        out.writeByteArray(header.toWire());
        names.write(out, question.getName());
        out.writeU16(question.getType());
        out.writeU16(question.getDClass());
        out.writeU16At(1, 4);
        out.writeU16At(section(reply.answer()), 6);
        out.writeU16At(section(reply.authority()), 8);
        out.writeU16At(section(reply.additional()) + (opt.isPresent() ? 1 : 0), 10);
        opt.ifPresent(this::record);
        if (cut || reply.truncated()) {
            Header flags = header.clone();
            flags.setFlag(Flags.TC);
            byte[] wire = flags.toWire();
            out.writeU16At(((wire[2] & 0xff) << 8) | (wire[3] & 0xff), 2);
        }
    }

    /** Writes the records that fit, unless an earlier section was cut, and says how many that were. */
    private int section(List<Record> records) {
        int written = 0;
        while (written < records.size() && !cut) {
            int start = out.current();
            record(records.get(written));
            if (out.current() > room) {
                out.jump(start);
                cut = true;
            } else {
                written++;
            }
        }
        cut |= written < records.size();
        return written;
    }

    private void record(Record record) {
        names.write(out, record.getName());
        out.writeU16(record.getType());
        out.writeU16(record.getDClass());
        out.writeU32(record.getTTL());
        int length = out.current();
        out.writeU16(0);
        data(record);
        out.writeU16At(out.current() - length - 2, length);
    }

    private void data(Record record) {
        if (record instanceof SRVRecord srv) {
            out.writeU16(srv.getPriority());
            out.writeU16(srv.getWeight());
            out.writeU16(srv.getPort());
            names.writeInFull(out, srv.getTarget());
        } else if (record instanceof ARecord address) {
            out.writeByteArray(address.getAddress().getAddress());
        } else if (record instanceof CNAMERecord alias) {
            names.write(out, alias.getTarget());
        } else if (record instanceof PTRRecord pointer) {
            names.write(out, pointer.getTarget());
        } else if (record instanceof NSRecord server) {
            names.write(out, server.getTarget());
        } else if (record instanceof SOARecord soa) {
            names.write(out, soa.getHost());
            names.write(out, soa.getAdmin());
            out.writeU32(soa.getSerial());
            out.writeU32(soa.getRefresh());
            out.writeU32(soa.getRetry());
            out.writeU32(soa.getExpire());
            out.writeU32(soa.getMinimum());
        } else {
            out.writeByteArray(record.rdataToWireCanonical());
        }
    }
}
