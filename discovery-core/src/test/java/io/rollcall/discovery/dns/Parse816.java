// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.testing.HeadlessDns;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;

/** One answer with 816 SRV records and 816 addresses, as a server sent it over TCP, and what becomes of its bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.MICROSECONDS)
public class Parse816 {

    private static final int PODS = 816;

    private final HeadlessService service = HeadlessService.named("nginx")
            .portName("peer")
            .statefulSet("web")
            .expectedPeers(PODS)
            .build();
    private final Question question = new Question(Name.fromConstantString("_peer._tcp." + service.domain()), Type.SRV);
    private final Memory memory = new Memory(System::nanoTime);
    private final Set<AddressFamily> families = EnumSet.allOf(AddressFamily.class);
    private final InstantSource clock = InstantSource.system();
    private byte[] packet = {};
    private Asked asked;
    private LookupSession session;

    /** Takes the answer off the wire, and checks that each way makes all of it. */
    @Setup
    public void receive() throws IOException, ExecutionException, InterruptedException {
        try (HeadlessDns dns = HeadlessDns.start()) {
            dns.atomically(() -> {
                var nginx = dns.service("nginx").port("peer", 7000);
                for (int i = 0; i < PODS; i++) {
                    nginx.pod("web-" + i, Cluster.address(i));
                }
            });
            packet = answer(dns.address());
            asked = new Asked(question, dns.address(), Transport.TCP);
        }
        session = LookupSession.builder().resolver(new Replay(packet)).build();
        check(message().getSection(Section.ANSWER).size());
        check(Addresses.of(message().getSection(Section.ADDITIONAL)).size());
        check((int) view().peers().stream()
                .filter(peer -> peer.endpoint().isPresent() && peer.id().isPresent())
                .count());
        check(lookupSession().getRecords().size());
    }

    private byte[] answer(InetSocketAddress server) throws IOException {
        byte[] query = Packets.encode(question, true);
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(query.length);
            out.write(query);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return in.readNBytes(in.readUnsignedShort());
        }
    }

    private static void check(int found) {
        if (found != PODS) {
            throw new IllegalStateException(found + " of " + PODS);
        }
    }

    /** The bare parse. */
    @Benchmark
    public Message message() throws IOException {
        return new Message(packet);
    }

    /** A whole look of the engine but for the exchange. */
    @Benchmark
    public PeerView view() {
        Enquiry enquiry = new Enquiry(this::reply, memory, Long.MAX_VALUE);
        Found found = (Found)
                new Enumeration(service, families, enquiry, memory, clock).run().join();
        return found.view();
    }

    private CompletableFuture<Resolved> reply(Question ignored, long deadline) {
        Outcome outcome = Packets.read(asked, packet).orElseThrow();
        return CompletableFuture.completedFuture(new Resolved(outcome, List.of(outcome)));
    }

    /** dnsjava's lookup of the SRV records; it gives no addresses, which would take 816 lookups more. */
    @Benchmark
    public LookupResult lookupSession() throws ExecutionException, InterruptedException {
        return session.lookupAsync(question.name(), Type.SRV)
                .toCompletableFuture()
                .get();
    }
}
