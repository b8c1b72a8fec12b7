// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.dns.ProbeReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How well the servers answer, and whether they agree. */
final class ServerChecks {

    private ServerChecks() {}

    static List<Finding> of(Observation seen) {
        List<Finding> findings = new ArrayList<>();
        if (seen.first().isEmpty()) {
            noAnswer(seen, findings);
            return findings;
        }
        for (int i = 0; i < seen.servers().size(); i++) {
            broken(seen.servers().get(i), i, seen.servers().size(), findings);
        }
        seen.servers().stream().filter(ServerView::conclusive).forEach(server -> {
            tcp(server, findings);
            udp(server, findings);
            truncated(server, findings);
        });
        disagreement(seen, findings);
        return findings;
    }

    private static void noAnswer(Observation seen, List<Finding> findings) {
        boolean refused = seen.servers().stream()
                .anyMatch(server -> server.udp().evidence().verdict() == Verdict.REFUSED);
        if (refused && seen.clusterDomain().isPresent()) {
            return;
        }
        findings.add(new Finding(
                Code.NO_ANSWER,
                Severity.ERROR,
                "no server gives a usable answer: "
                        + seen.servers().stream()
                                .map(server -> server.server() + " " + how(server.udp()))
                                .collect(Collectors.joining(", ")),
                "check the nameserver's address, that the cluster's DNS runs, and network policies for UDP and TCP port"
                        + " 53"));
    }

    private static void broken(ServerView server, int index, int all, List<Finding> findings) {
        String which = "nameserver " + (index + 1) + " of " + all + ", " + server.server() + ",";
        if (server.silent()) {
            findings.add(new Finding(
                    Code.NAMESERVER_DEAD,
                    Severity.WARNING,
                    which + " does not answer (" + how(server.udp()) + ")"
                            + (index == 0 ? "; every program that asks it first waits for that" : ""),
                    "remove it from the pod's dnsConfig or the node's resolv.conf, or repair it"));
        } else if (!server.conclusive()) {
            findings.add(new Finding(
                    Code.NAMESERVER_FAILS,
                    Severity.WARNING,
                    which + " answers " + how(server.udp()) + " while another knows the service",
                    "list only servers of the cluster; they are asked in order, not all together"));
        }
    }

    private static void tcp(ServerView server, List<Finding> findings) {
        if (ServerView.conclusive(server.udp()) && ServerView.silent(server.tcp())) {
            boolean needed = !server.udp().evidence().whole();
            findings.add(new Finding(
                    Code.TCP_BLOCKED,
                    needed ? Severity.ERROR : Severity.WARNING,
                    server.server() + " answers over UDP, but not over TCP (" + how(server.tcp()) + ")"
                            + (needed
                                    ? ", and the answer over UDP was cut"
                                    : "; answers of more than 1232 bytes, some 15 peers, will not arrive"),
                    "allow TCP port 53 beside UDP in network policies and firewalls"));
        }
    }

    private static void udp(ServerView server, List<Finding> findings) {
        if (ServerView.conclusive(server.tcp())
                && Stream.concat(Stream.of(server.udp(), server.a(), server.aaaa()), server.again().stream())
                        .allMatch(ServerView::silent)) {
            findings.add(new Finding(
                    Code.UDP_BLOCKED,
                    Severity.ERROR,
                    server.server() + " answers over TCP, but not over UDP (" + how(server.udp()) + ")",
                    "allow UDP port 53 beside TCP in network policies and firewalls"));
        }
    }

    private static void truncated(ServerView server, List<Finding> findings) {
        ProbeReply udp = server.udp();
        ProbeReply tcp = server.tcp();
        if (tcp.answered() && !tcp.evidence().whole()) {
            findings.add(new Finding(
                    Code.TRUNCATED,
                    Severity.ERROR,
                    server.server() + " cuts its answer even over TCP, at "
                            + tcp.evidence().bytes() + " bytes with "
                            + tcp.targets().size() + " peers: there are more than fit into a DNS message",
                    "configure the StatefulSet's name and the number of peers (--stateful-set, --expect), so that each"
                            + " ordinal is asked for; or divide the set among several services"));
        } else if (udp.answered() && !udp.evidence().whole() && ServerView.conclusive(tcp)) {
            findings.add(new Finding(
                    Code.TRUNCATED,
                    Severity.NOTICE,
                    server.server() + " cuts its answer over UDP; over TCP it has "
                            + tcp.evidence().bytes() + " bytes and is whole",
                    "nothing for rollcall; clients that cannot use TCP see a part of the peers"));
        }
    }

    /** Whole answers only: what was cut differs anyway. */
    private static void disagreement(Observation seen, List<Finding> findings) {
        Map<String, Set<String>> lists = new LinkedHashMap<>();
        for (ServerView server : seen.servers()) {
            Stream.concat(Stream.of(server.udp(), server.tcp()), server.again().stream())
                    .filter(reply ->
                            ServerView.conclusive(reply) && reply.evidence().whole())
                    .forEach(reply -> lists.computeIfAbsent(
                                    String.valueOf(new TreeSet<>(reply.targets())), key -> new TreeSet<>())
                            .add(server.server()));
        }
        if (lists.size() > 1) {
            findings.add(new Finding(
                    Code.SERVERS_DISAGREE,
                    Severity.WARNING,
                    "the same question got different lists: "
                            + lists.entrySet().stream()
                                    .map(entry -> String.join(" and ", entry.getValue()) + " " + entry.getKey())
                                    .collect(Collectors.joining("; ")),
                    "wait one TTL and look again, since every replica of the cluster's DNS caches by itself; if it"
                            + " lasts, look at the logs of the replica that is behind"));
        }
    }

    static String how(ProbeReply reply) {
        return reply.evidence().verdict() + (reply.trouble().isEmpty() ? "" : ": " + reply.trouble());
    }
}
