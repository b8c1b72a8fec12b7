// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.dns.ProbeReply;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one server said.
 *
 * @param server its address and port
 * @param udp SRV of the service's bare name over UDP
 * @param tcp the same over TCP
 * @param again the same over UDP, a few times more: replicas behind one address answer by turns
 * @param a the service's A records
 * @param aaaa the service's AAAA records
 * @param port SRV of the named port, if one is named
 * @param elsewhere A records of the same service under the cluster domain of the search list, if that is another
 * @param pods the A or AAAA records of pods that are listed, by the pods' full names
 */
record ServerView(
        String server,
        ProbeReply udp,
        ProbeReply tcp,
        List<ProbeReply> again,
        ProbeReply a,
        ProbeReply aaaa,
        Optional<ProbeReply> port,
        Optional<ProbeReply> elsewhere,
        Map<String, ProbeReply> pods) {

    ServerView {
        again = List.copyOf(again);
        pods = Map.copyOf(pods);
    }

    /** Whether it said something about the service. */
    boolean conclusive() {
        return conclusive(best()) || conclusive(a);
    }

    static boolean conclusive(ProbeReply reply) {
        Verdict verdict = reply.evidence().verdict();
        return verdict == Verdict.ANSWER || verdict == Verdict.NO_DATA || verdict == Verdict.NX_DOMAIN;
    }

    /** Whether nothing at all came back. */
    boolean silent() {
        return Stream.of(udp, tcp, a, aaaa).allMatch(ServerView::silent);
    }

    static boolean silent(ProbeReply reply) {
        Verdict verdict = reply.evidence().verdict();
        return verdict == Verdict.TIMEOUT || verdict == Verdict.UNREACHABLE;
    }

    /** The SRV answer that tells most: that over TCP where the one over UDP was cut or did not come. */
    ProbeReply best() {
        boolean wanting = !conclusive(udp) || (udp.answered() && !udp.evidence().whole());
        return wanting && conclusive(tcp) ? tcp : udp;
    }

    /** Full names of the pods that are listed. */
    List<String> targets() {
        return best().targets();
    }

    /** IPv4 and IPv6 together. */
    List<InetAddress> addresses() {
        List<InetAddress> all = new ArrayList<>(a.addresses());
        all.addAll(aaaa.addresses());
        return all;
    }

    boolean denied() {
        return best().evidence().verdict() == Verdict.NX_DOMAIN && a.evidence().verdict() == Verdict.NX_DOMAIN;
    }
}
