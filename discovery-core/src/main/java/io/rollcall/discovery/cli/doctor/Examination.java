// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.dns.NameserverProbe;
import io.rollcall.discovery.dns.ProbeReply;
import io.rollcall.discovery.dns.Transport;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks every server the same, all at once. Asks for no pod that is not listed: a server would remember for half a minute
 * that it does not exist, and that is the very thing to be found.
 */
final class Examination {

    /** A cluster's DNS has two replicas or a few more; so many answers show two of them with 94 %. */
    private static final int REPEATS = 4;
    /** Of a large set a sample does. */
    private static final int MOST_PODS = 32;

    private final NameserverProbe probe;
    private final HeadlessService service;
    private final Optional<String> otherDomain;

    /**
     * Begins.
     *
     * @param otherDomain the cluster domain of the search list where that is another than the service's
     */
    Examination(NameserverProbe probe, HeadlessService service, Optional<String> otherDomain) {
        this.probe = probe;
        this.service = service;
        this.otherDomain = otherDomain;
    }

    /** What each server says; completes within four try time-outs. */
    CompletableFuture<List<ServerView>> of(List<InetSocketAddress> servers) {
        return all(servers.stream().map(this::of).toList());
    }

    private CompletableFuture<ServerView> of(InetSocketAddress server) {
        String domain = service.domain();
        CompletableFuture<ProbeReply> udp = ask(server, Transport.UDP, "SRV", domain);
        CompletableFuture<ProbeReply> tcp = ask(server, Transport.TCP, "SRV", domain);
        CompletableFuture<ProbeReply> a = ask(server, Transport.UDP, "A", domain);
        CompletableFuture<ProbeReply> aaaa = ask(server, Transport.UDP, "AAAA", domain);
        List<CompletableFuture<ProbeReply>> again = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            again.add(ask(server, Transport.UDP, "SRV", domain));
        }
        Optional<CompletableFuture<ProbeReply>> port =
                service.portName().map(name -> ask(server, Transport.UDP, "SRV", "_" + name + "._tcp." + domain));
        Optional<CompletableFuture<ProbeReply>> elsewhere =
                otherDomain.map(other -> ask(server, Transport.UDP, "A", under(other)));
        CompletableFuture<Map<String, ProbeReply>> pods = udp.thenCombine(
                        tcp, (one, other) -> one.evidence().whole() ? one : other)
                .thenCompose(listed -> pods(server, listed));
        List<CompletableFuture<?>> open = new ArrayList<>(List.of(udp, tcp, a, aaaa, pods));
        open.addAll(again);
        port.ifPresent(open::add);
        elsewhere.ifPresent(open::add);
        return CompletableFuture.allOf(open.toArray(CompletableFuture[]::new))
                .thenApply(done -> new ServerView(
                        text(server),
                        udp.join(),
                        tcp.join(),
                        again.stream().map(CompletableFuture::join).toList(),
                        a.join(),
                        aaaa.join(),
                        port.map(CompletableFuture::join),
                        elsewhere.map(CompletableFuture::join),
                        pods.join()));
    }

    private CompletableFuture<Map<String, ProbeReply>> pods(InetSocketAddress server, ProbeReply listed) {
        Map<String, CompletableFuture<ProbeReply>> asked = new LinkedHashMap<>();
        listed.targets().stream()
                .filter(target -> target.endsWith("." + service.domain()))
                .limit(MOST_PODS)
                .forEach(target -> asked.put(target, ask(server, Transport.UDP, "A", target)));
        return all(List.copyOf(asked.values())).thenApply(replies -> {
            Map<String, ProbeReply> pods = new LinkedHashMap<>();
            asked.forEach((name, reply) -> pods.put(name, reply.join()));
            return pods;
        });
    }

    /** Silence is asked again: a datagram may get lost, and a lost one is no finding. */
    private CompletableFuture<ProbeReply> ask(InetSocketAddress server, Transport transport, String type, String name) {
        return probe.ask(server, transport, type, name)
                .thenCompose(reply -> reply.evidence().verdict() == Verdict.TIMEOUT
                        ? probe.ask(server, transport, type, name)
                        : CompletableFuture.completedFuture(reply));
    }

    private String under(String other) {
        return String.join(".", List.of(service.domain().split("\\.", 4)).subList(0, 3)) + "." + other;
    }

    private static String text(InetSocketAddress server) {
        String host = server.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.getPort();
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }
}
