// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import io.rollcall.discovery.testing.Dig;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Bytes that are no usual query. */
final class OddMessage {

    private static final String NAME = "nginx.default.svc.cluster.local.";

    /** Name, type and class follow the header's 12 bytes; so does what is changed in it. */
    private static final int FLAGS = 2;

    private static final int QUESTIONS = 4;
    private static final int ANSWERS = 6;

    private final String situation;
    private final byte[] bytes;

    private OddMessage(String situation, byte[] bytes) {
        this.situation = situation;
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return situation;
    }

    /** Those that both servers answer. */
    static Stream<OddMessage> answered() {
        return Stream.of(
                query("opcode IQUERY", message -> message.getHeader().setOpcode(Opcode.IQUERY)),
                query("opcode STATUS", message -> message.getHeader().setOpcode(Opcode.STATUS)),
                query("opcode UPDATE", message -> message.getHeader().setOpcode(Opcode.UPDATE)),
                query("no recursion desired", message -> message.getHeader().unsetFlag(Flags.RD)),
                query("checking disabled", message -> message.getHeader().setFlag(Flags.CD)),
                query("authentic data", message -> message.getHeader().setFlag(Flags.AD)),
                query("authoritative query", message -> message.getHeader().setFlag(Flags.AA)),
                query("truncated query", message -> message.getHeader().setFlag(Flags.TC)),
                query("recursion available", message -> message.getHeader().setFlag(Flags.RA)),
                query("query with an rcode", message -> message.getHeader().setRcode(5)),
                edns("EDNS version 1", new OPTRecord(1232, 0, 1)),
                edns("EDNS size 0", new OPTRecord(0, 0, 0)),
                edns("EDNS size 100", new OPTRecord(100, 0, 0)),
                edns("EDNS size 65535", new OPTRecord(65_535, 0, 0)),
                edns("DO flag", new OPTRecord(1232, 0, 0, ExtendedFlags.DO)),
                edns("unknown EDNS flag", new OPTRecord(1232, 0, 0, 0x4000)),
                edns("unknown EDNS option", option(65_001)),
                edns("NSID", option(3)),
                edns("padding", option(12)),
                question("class CH", NAME, Type.A, DClass.CHAOS),
                question("class CH, version", "version.bind.", Type.TXT, DClass.CHAOS),
                question("class HS", NAME, Type.A, DClass.HESIOD),
                question("class ANY", NAME, Type.A, DClass.ANY),
                question("type 65280", NAME, 65_280, DClass.IN),
                question("type OPT", NAME, Type.OPT, DClass.IN),
                question("type 0", NAME, 0, DClass.IN),
                changed("no question", QUESTIONS, 0),
                changed("two questions", QUESTIONS, 2),
                changed("two answers", ANSWERS, 2),
                new OddMessage("cut in the name", Arrays.copyOf(plain(), 20)),
                new OddMessage("bytes after the end", Arrays.copyOf(plain(), plain().length + 5)),
                new OddMessage("pointer to itself", pointerToItself()));
    }

    /** Those that both servers answer, each in its way; the reason is in the name. */
    static Stream<Arguments> answeredOtherwise() {
        return Stream.of(
                Arguments.of(
                        query(
                                "NOTIFY is not implemented, where CoreDNS answers it like a query",
                                message -> message.getHeader().setOpcode(Opcode.NOTIFY)),
                        "NOTIMP",
                        "NOERROR"),
                Arguments.of(
                        changed("a count above the records there is FORMERR, where CoreDNS corrects it", ANSWERS, 1),
                        "FORMERR",
                        "NOERROR"),
                Arguments.of(
                        new OddMessage(
                                "a header alone is FORMERR, where CoreDNS blames itself", Arrays.copyOf(plain(), 12)),
                        "FORMERR",
                        "SERVFAIL"));
    }

    /** Those that no server answers. */
    static Stream<OddMessage> ignored() {
        return Stream.of(
                query("answer", message -> message.getHeader().setFlag(Flags.QR)),
                new OddMessage("eleven bytes", Arrays.copyOf(plain(), 11)),
                new OddMessage("nothing", new byte[0]));
    }

    private static byte[] plain() {
        return Dig.query(NAME, "A", 0).toWire();
    }

    private static OddMessage query(String situation, Consumer<Message> change) {
        Message message = Dig.query(NAME, "A", 0);
        change.accept(message);
        return new OddMessage(situation, message.toWire());
    }

    private static OddMessage edns(String situation, OPTRecord opt) {
        return query(situation, message -> message.addRecord(opt, Section.ADDITIONAL));
    }

    private static OPTRecord option(int code) {
        return new OPTRecord(1232, 0, 0, 0, List.of(new GenericEDNSOption(code, new byte[] {1, 2, 3, 4})));
    }

    private static OddMessage question(String situation, String name, int type, int dnsClass) {
        byte[] bytes = Message.newQuery(Record.newRecord(Name.fromConstantString(name), Type.A, DClass.IN))
                .toWire();
        ByteBuffer.wrap(bytes).putShort(bytes.length - 4, (short) type).putShort(bytes.length - 2, (short) dnsClass);
        return new OddMessage(situation, bytes);
    }

    private static OddMessage changed(String situation, int at, int value) {
        byte[] bytes = plain();
        ByteBuffer.wrap(bytes).putShort(at, (short) value);
        return new OddMessage(situation, bytes);
    }

    private static byte[] pointerToItself() {
        ByteBuffer bytes = ByteBuffer.allocate(18);
        bytes.putShort(FLAGS, (short) 0x0100).putShort(QUESTIONS, (short) 1);
        return bytes.putInt(12, 0xC00C_0001).putShort(16, (short) 1).array();
    }
}
