// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.FaultStage.OnDelivery;
import io.rollcall.discovery.testing.FaultStage.OnReply;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/**
 * A way in which name servers and networks fail. Immutable; takes effect by {@link HeadlessDns#inject}.
 *
 * <p>Faults combine: all that select a query apply, in the order in which they were injected, first those that change
 * records, then those that change bytes, then those that change the sending.
 *
 * @since 0.1
 */
public final class Fault {

    private final String description;
    private final FaultStage stage;

    private Fault(String description, FaultStage stage) {
        this.description = description;
        this.stage = stage;
    }

    FaultStage stage() {
        return stage;
    }

    /** The answer comes later. Other answers do not wait for it. */
    public static Fault delay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay " + delay + " is negative");
        }
        return new Fault("delay by " + delay, SendingFaults.each(send -> List.of(send.later(delay))));
    }

    /** The query gets no answer. A TCP connection stays open and serves the next one. */
    public static Fault drop() {
        return new Fault("drop", (OnDelivery) (deliveries, asked) -> List.of());
    }

    /** The TCP connection falls silent for good but stays open, also past the idle time-out; over UDP as {@link #drop}. */
    public static Fault blackHole() {
        return new Fault("black hole", (OnDelivery) (deliveries, asked) -> List.of(new Delivery.GoSilent()));
    }

    /**
     * The TCP connection is closed after so many bytes of the answer, its two bytes of length included; over UDP nothing
     * changes.
     *
     * @param bytes from 0, which closes at once
     */
    public static Fault closeAfter(int bytes) {
        notNegative("bytes", bytes);
        return new Fault("close after " + bytes + " bytes", SendingFaults.closeAfter(bytes));
    }

    /** The answer comes from another port than was asked; over TCP nothing changes. */
    public static Fault fromOtherPort() {
        return new Fault("from another port", SendingFaults.each(send -> List.of(send.fromElsewhere())));
    }

    /** A forged NXDOMAIN comes at once, the real answer after it, or later if a delay was injected before this. */
    public static Fault forgedFirst(Forgery forgery) {
        return new Fault("forged first, " + forgery, SendingFaults.forgedFirst(forgery));
    }

    /** The answer carries another message id than the query. */
    public static Fault wrongId() {
        return new Fault("wrong id", MessageFaults.WRONG_ID);
    }

    /** The answer repeats another question than was asked. */
    public static Fault wrongQuestion() {
        return new Fault("wrong question", MessageFaults.WRONG_QUESTION);
    }

    /**
     * The message ends after so many bytes, in the middle of what it announces; over TCP its length agrees.
     *
     * @param bytes from 0; more than there are changes nothing
     */
    public static Fault garbledAfter(int bytes) {
        notNegative("bytes", bytes);
        return new Fault("garbled after " + bytes + " bytes", MessageFaults.garbledAfter(bytes));
    }

    /** The server knows no EDNS: FORMERR with nothing but a header for a query with it (RFC 6891, section 7). */
    public static Fault noEdns() {
        return new Fault("no EDNS", MessageFaults.NO_EDNS);
    }

    /**
     * The answer is this code and nothing else.
     *
     * @param mnemonic {@code SERVFAIL}, {@code REFUSED}, {@code NOTIMP}... in any case
     * @throws IllegalArgumentException if there is no such code
     */
    public static Fault rcode(String mnemonic) {
        int rcode = Rcode.value(mnemonic);
        if (rcode < 0) {
            throw new IllegalArgumentException("\"" + mnemonic + "\" is no DNS response code");
        }
        return new Fault(mnemonic, (OnReply) (reply, asked) -> Reply.error(rcode));
    }

    /** What would be NXDOMAIN is SERVFAIL with the SOA, as from a CoreDNS that has not read the cluster's state yet. */
    public static Fault notSynced() {
        return new Fault("not synced", RecordFaults.NOT_SYNCED);
    }

    /**
     * TC is set over whatever transport, so many answers are there and no glue.
     *
     * @param answers from 0; more than there are leaves them all
     */
    public static Fault truncated(int answers) {
        notNegative("answers", answers);
        return new Fault("truncated to " + answers + " answers", RecordFaults.truncated(answers));
    }

    /** No addresses beside SRV records, and no word about it (BIND above 13 targets, caches, minimal responses). */
    public static Fault withoutGlue() {
        return glueLimitedTo(0);
    }

    /**
     * Only so many addresses beside SRV records, and no word about the others (Knot).
     *
     * @param records from 0
     */
    public static Fault glueLimitedTo(int records) {
        notNegative("records", records);
        return new Fault("glue limited to " + records, RecordFaults.glueLimitedTo(records));
    }

    /** These records are the answer, in the form of a zone file, {@code "a.example. 30 IN A 192.0.2.1"}, without glue. */
    public static Fault answer(String... zoneFileLines) {
        List<Record> records = RecordFaults.parse(zoneFileLines);
        return new Fault(
                "answer " + Arrays.toString(zoneFileLines), (OnReply) (reply, asked) -> Reply.of(records, List.of()));
    }

    /** These records are the additional section, in the form of a zone file; the answer stays. */
    public static Fault glue(String... zoneFileLines) {
        List<Record> records = RecordFaults.parse(zoneFileLines);
        return new Fault("glue " + Arrays.toString(zoneFileLines), RecordFaults.glue(records));
    }

    /** The answer is what another server's state gives: two replicas that disagree, with {@link QueryFilter#every}. */
    public static Fault answerFrom(HeadlessDns other) {
        return new Fault("answer from " + other, (OnReply) (reply, asked) -> other.answer(asked.name(), asked.type()));
    }

    /** Answers and glue have this TTL, 0 to 4294967295 s. */
    public static Fault ttl(Duration ttl) {
        return new Fault("TTL " + ttl, RecordFaults.ttl(ttl));
    }

    /** Only glue has this TTL, 0 to 4294967295 s. */
    public static Fault glueTtl(Duration ttl) {
        return new Fault("glue TTL " + ttl, RecordFaults.glueTtl(ttl));
    }

    /** The SOA of negative answers has this TTL and this minimum, each 0 to 4294967295 s. */
    public static Fault soa(Duration ttl, Duration minimum) {
        return new Fault("SOA TTL " + ttl + " minimum " + minimum, RecordFaults.soa(ttl, minimum));
    }

    /** Negative answers carry no SOA, so nobody knows how long they hold (RFC 2308, section 5). */
    public static Fault withoutSoa() {
        return new Fault("without SOA", RecordFaults.WITHOUT_SOA);
    }

    private static void notNegative(String what, int number) {
        if (number < 0) {
            throw new IllegalArgumentException(what + " " + number + " is negative");
        }
    }

    @Override
    public String toString() {
        return description;
    }
}
