// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.dns.Outcome.Answer;
import io.rollcall.discovery.dns.Outcome.Malformed;
import io.rollcall.discovery.dns.Outcome.NxDomain;
import io.rollcall.discovery.dns.Outcome.Unreachable;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks one nameserver one question, over the transport that is named, and tells what came back: for diagnosis, where a
 * {@link DnsPeerDiscovery} would ask the next server, go over to TCP, or remember. Thread-safe; one daemon thread and a
 * few sockets, until closed.
 *
 * @since 0.1
 */
public final class NameserverProbe implements AutoCloseable {

    private final Duration tryTimeout;
    private final OpenCalls calls;
    private final EventLoop loop;
    private final Exchanges exchanges;

    private NameserverProbe(HeadlessService service, Duration tryTimeout) {
        this.tryTimeout = tryTimeout;
        calls = new OpenCalls(() -> new DiscoveryClosedException(service));
        loop = new EventLoop("rollcall-probe", calls::close);
        exchanges = new Exchanges(loop, new SecureRandom());
    }

    /**
     * Opens a probe.
     *
     * @param service what it is about, for the message of a call that outlives the probe
     * @param tryTimeout how long a server may take for one question, more than zero
     */
    public static NameserverProbe open(HeadlessService service, Duration tryTimeout) {
        return new NameserverProbe(service, tryTimeout);
    }

    /**
     * Asks once, with EDNS; without it if the server cannot read that. Does not block.
     *
     * @param server an address, not a name
     * @param type {@code SRV}, {@code A} or {@code AAAA}
     * @param name the absolute name, ending with a dot
     * @return completes within the try time-out, on a thread that must not be blocked; fails with
     *     {@link DiscoveryClosedException} if this is closed
     * @throws IllegalArgumentException if type or name is none
     */
    public CompletableFuture<ProbeReply> ask(InetSocketAddress server, Transport transport, String type, String name) {
        Asked asked = new Asked(question(type, name), server, transport);
        OpenCalls.Call<ProbeReply> call = calls.open();
        loop.execute(() -> ask(asked, true, call));
        return call.future();
    }

    /** Ends what is under way, and the thread. */
    @Override
    public void close() {
        calls.close();
        loop.close();
    }

    private void ask(Asked asked, boolean edns, OpenCalls.Call<ProbeReply> call) {
        long deadline = loop.now() + tryTimeout.toNanos();
        exchanges.ask(asked, edns, tryTimeout, deadline, outcome -> {
            if (edns && outcome instanceof Malformed malformed && malformed.complaint()) {
                ask(asked, false, call);
            } else {
                call.succeed(reply(outcome));
            }
        });
    }

    private static Question question(String type, String name) {
        int number = Type.value(type);
        if (number < 0 || !name.endsWith(".")) {
            throw new IllegalArgumentException(type + " " + name + " is no record type and absolute name");
        }
        try {
            return new Question(Name.fromString(name), number);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(name + " is no domain name: " + e.getMessage(), e);
        }
    }

    private static ProbeReply reply(Outcome outcome) {
        Set<String> targets = new TreeSet<>();
        Set<Integer> ports = new TreeSet<>();
        List<Record> records = new ArrayList<>();
        int glue = 0;
        Optional<String> alias = Optional.empty();
        Optional<String> zone = Optional.empty();
        if (outcome instanceof Answer answer) {
            records.addAll(answer.records());
            glue = answer.glue().size();
            if (!answer.canonical().equals(answer.asked().question().name())) {
                alias = Optional.of(text(answer.canonical()));
            }
        } else if (outcome instanceof NxDomain denied) {
            zone = denied.zone().map(NameserverProbe::text);
        }
        for (Record found : records) {
            if (found instanceof SRVRecord srv) {
                targets.add(text(srv.getTarget()));
                ports.add(srv.getPort());
            }
        }
        return new ProbeReply(
                outcome.evidence(),
                List.copyOf(targets),
                ports,
                Addresses.of(records),
                glue,
                alias,
                zone,
                trouble(outcome));
    }

    private static String trouble(Outcome outcome) {
        return outcome instanceof Unreachable unreachable
                ? unreachable.reason()
                : outcome instanceof Malformed malformed ? malformed.reason() : "";
    }

    private static String text(Name name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
