// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.prepare;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import io.rollcall.redis.decide.EmptyMaster;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.NodesConf;
import io.rollcall.redis.node.ClusterNode;
import io.rollcall.redis.node.Probe;
import io.rollcall.redis.run.Bootstrap.NodeFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** The pods of one look at DNS, and what their nodes answered just then. */
final class Neighbours {

    private final PeerView view;
    private final Map<String, NodeReport> reports;

    private Neighbours(PeerView view, Map<String, NodeReport> reports) {
        this.view = view;
        this.reports = reports;
    }

    static Neighbours look(PeerView view, NodeFactory factory, ExecutorService threads) throws InterruptedException {
        List<Callable<Optional<NodeReport>>> looks = new ArrayList<>();
        for (Peer peer : view.peers()) {
            looks.add(() -> report(peer, factory));
        }
        Map<String, NodeReport> reports = new HashMap<>();
        for (Future<Optional<NodeReport>> look : threads.invokeAll(looks)) {
            try {
                look.get().ifPresent(report -> reports.put(report.pod(), report));
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            }
        }
        return new Neighbours(view, reports);
    }

    private static Optional<NodeReport> report(Peer peer, NodeFactory factory) {
        Optional<InetSocketAddress> endpoint = peer.endpoint();
        if (endpoint.isEmpty() || peer.ordinal().isEmpty()) {
            return Optional.empty();
        }
        NodeAddress address = new NodeAddress(
                endpoint.get().getAddress().getHostAddress(), endpoint.get().getPort());
        try (ClusterNode node = factory.node(peer.ordinal().getAsInt(), peer.name(), address)) {
            return node.observe() instanceof Probe.Answered answered
                    ? Optional.of(answered.report())
                    : Optional.empty();
        }
    }

    /** Whether a pod's server runs. */
    boolean runs(PeerId pod) {
        return reports.containsKey(pod.podName());
    }

    /**
     * Where each node is that is proven to be there: a node answers with its id; or nobody answers, but DNS gave twice the
     * same address to the name that the node had announced itself.
     *
     * @param nodes what is to be proven
     * @param before the pods as DNS gave them a look earlier
     */
    Map<String, String> proven(Collection<NodesConf.Entry> nodes, PeerView before) {
        Map<String, String> proven = new HashMap<>();
        for (NodesConf.Entry node : nodes) {
            Optional<NodeReport> live = report(node.id());
            live.map(report -> report.address().ip())
                    .or(() -> named(node.hostname().orElse(""), before))
                    .ifPresent(ip -> proven.put(node.id(), ip));
        }
        return proven;
    }

    private Optional<String> named(String hostname, PeerView before) {
        String domain = view.service().domain();
        return view.peers().stream()
                .filter(peer -> (peer.name() + "." + domain).equals(hostname.toLowerCase(Locale.ROOT) + "."))
                .filter(peer -> before.peers().contains(peer) && !reports.containsKey(peer.name()))
                .flatMap(peer -> peer.addresses().stream().limit(1))
                .map(InetAddress::getHostAddress)
                .findFirst();
    }

    private Optional<NodeReport> report(String id) {
        return reports.values().stream()
                .filter(report -> report.id().equals(id))
                .findFirst();
    }

    /** What is known of the replicas of a master: those in its own file, and those that say so themselves. */
    List<EmptyMaster.Finding> replicasOf(String master, Collection<NodesConf.Entry> nodes) {
        List<EmptyMaster.Finding> findings = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (NodesConf.Entry node : nodes) {
            if (node.masterId().equals(Optional.of(master))) {
                known.add(node.id());
                findings.add(report(node.id())
                        .map(Neighbours::finding)
                        .orElseGet(() -> new EmptyMaster.Silent(
                                node.hostname().orElseGet(() -> node.id().substring(0, 8) + " at " + node.address()))));
            }
        }
        reports.values().stream()
                .filter(report -> report.self().masterId().equals(Optional.of(master)) && !known.contains(report.id()))
                .map(Neighbours::finding)
                .forEach(findings::add);
        return findings;
    }

    private static EmptyMaster.Finding finding(NodeReport report) {
        boolean promoted =
                report.self().masterId().isEmpty() && !report.self().slots().isEmpty();
        return promoted
                ? new EmptyMaster.Promoted(report.label())
                : new EmptyMaster.Follows(report.label(), report.keys());
    }
}
