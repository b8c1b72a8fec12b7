// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.prepare;

import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerView;
import io.rollcall.redis.decide.EmptyMaster;
import io.rollcall.redis.decide.NodesConf;
import io.rollcall.redis.prepare.Prepared.End;
import io.rollcall.redis.run.Bootstrap.NodeFactory;
import io.rollcall.redis.run.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * Makes a pod ready for its Redis to start: waits for the pod's DNS record, writes what differs from pod to pod, puts
 * addresses in {@code nodes.conf} right, and holds a master back that lost its data. Does the same when run again. Use an
 * instance once, from one thread.
 */
public final class Preparation {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int MOST_THREADS = 16;

    private final PeerDiscovery discovery;
    private final NodeFactory factory;
    private final PrepareOptions options;
    private final Patience patience;
    private final StopSignal stop;
    private final LongSupplier nanos;
    private long deadline;

    /**
     * A preparation, not begun yet.
     *
     * @param discovery finds the pods; stays open
     * @param factory makes nodes to ask
     * @param options what to prepare
     * @param patience is told what is waited for
     * @param stop ends it
     * @param nanos a clock as {@link System#nanoTime()}
     */
    public Preparation(
            PeerDiscovery discovery,
            NodeFactory factory,
            PrepareOptions options,
            Patience patience,
            StopSignal stop,
            LongSupplier nanos) {
        this.discovery = discovery;
        this.factory = factory;
        this.options = options;
        this.patience = patience;
        this.stop = stop;
        this.nanos = nanos;
    }

    /**
     * Prepares, and returns when the server may start or the deadline has passed.
     *
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if a label cannot be one
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Prepared prepare() throws IOException, InterruptedException {
        deadline = nanos.getAsLong() + options.deadline().toNanos();
        String listed = "";
        while (!over()) {
            LookupResult result = discovery.lookup().join();
            Optional<PeerView> view =
                    result instanceof LookupResult.Found found ? Optional.of(found.view()) : Optional.empty();
            Optional<InetAddress> own = view.flatMap(this::ownAddress);
            if (own.isPresent()) {
                return listed(view.orElseThrow(), own.get());
            }
            listed = notListed(view, result);
            patience.waiting("own DNS record", listed);
            stop.pause(BETWEEN_LOOKS);
        }
        return stop.isAsked()
                ? stopped()
                : end(
                        End.NOT_LISTED,
                        listed + " after " + options.deadline().toSeconds()
                                + " s; does the headless service select this pod, and does it say"
                                + " publishNotReadyAddresses: true?");
    }

    private Optional<InetAddress> ownAddress(PeerView view) {
        return view.peers().stream()
                .filter(peer -> peer.id().equals(Optional.of(options.pod())))
                .flatMap(peer -> peer.addresses().stream())
                .filter(address -> options.ip().map(address::equals).orElse(true))
                .findFirst();
    }

    private String notListed(Optional<PeerView> view, LookupResult result) {
        String who = options.pod() + "." + discovery.service().domain();
        Optional<Peer> other = view.stream()
                .flatMap(seen -> seen.peers().stream())
                .filter(peer -> peer.id().equals(Optional.of(options.pod())))
                .findFirst();
        if (other.isPresent()) {
            return "DNS lists " + who + " at " + other.get().addresses() + " and not at "
                    + options.ip().map(InetAddress::getHostAddress).orElse("any address");
        }
        return "DNS does not list " + who + " ("
                + view.map(seen -> seen.peers().size() + " others are listed")
                        .orElseGet(() -> String.valueOf(
                                result.evidence().get(result.evidence().size() - 1)))
                + ")";
    }

    private Prepared listed(PeerView first, InetAddress own) throws IOException, InterruptedException {
        String domain = discovery.service().domain();
        new Fragments(
                        own.getHostAddress(),
                        options.pod() + "." + domain.substring(0, domain.length() - 1),
                        options.worker(),
                        options.zone())
                .write(options.out());
        if (!Files.exists(options.nodesConf())) {
            return end(End.READY, options.pod() + " is new at " + own.getHostAddress());
        }
        NodesConf conf = NodesConf.of(Files.readString(options.nodesConf()));
        Optional<NodesConf.Entry> self = conf.myself();
        if (self.isEmpty()) {
            return conf.lines().isEmpty() && conf.torn().isEmpty()
                    ? end(End.READY, options.pod() + " has an empty nodes.conf, and is new")
                    : end(
                            End.UNREADABLE,
                            options.nodesConf() + " has no whole line about the node itself, so no server starts on it;"
                                    + " put " + backup() + " in its place if it is there, or remove the file to let the"
                                    + " pod join as a new node");
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(MOST_THREADS, Math.max(1, discovery.service().expectedPeers())));
        try {
            return known(conf, self.get(), first, own, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private Prepared known(
            NodesConf conf, NodesConf.Entry self, PeerView first, InetAddress own, ExecutorService threads)
            throws IOException, InterruptedException {
        Neighbours neighbours = look(first, threads);
        if (neighbours.runs(options.pod())) {
            return end(
                    End.READY,
                    "the server of " + options.pod() + " runs already; its " + options.nodesConf() + " is left alone");
        }
        Map<String, String> proven = new HashMap<>(neighbours.proven(conf.nodes(), first));
        proven.put(self.id(), own.getHostAddress());
        NodesConf.Repaired repaired = conf.repaired(proven);
        if (!repaired.changes().isEmpty()) {
            Files.copy(
                    options.nodesConf(),
                    backup(),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            SafeFile.replace(options.nodesConf(), repaired.text());
        }
        boolean emptyMaster = self.ownsSlots() && self.masterId().isEmpty() && Dataset.isEmpty(options.data());
        if (!emptyMaster || options.startEmpty()) {
            return new Prepared(
                    End.READY,
                    options.pod() + " is node " + self.id() + " at " + own.getHostAddress(),
                    repaired.changes(),
                    Optional.empty());
        }
        return hold(conf, self, neighbours, first, repaired.changes(), threads);
    }

    private Prepared hold(
            NodesConf conf,
            NodesConf.Entry self,
            Neighbours first,
            PeerView known,
            List<String> repairs,
            ExecutorService threads)
            throws InterruptedException {
        Neighbours neighbours = first;
        PeerView view = known;
        Optional<String> held = Optional.empty();
        while (!over()) {
            EmptyMaster.Verdict verdict = EmptyMaster.decide(neighbours.replicasOf(self.id(), conf.nodes()));
            if (verdict instanceof EmptyMaster.Start start) {
                return new Prepared(
                        End.READY,
                        options.pod() + " is a master without data and may start: " + start.reason(),
                        repairs,
                        held);
            }
            held = Optional.of(((EmptyMaster.Hold) verdict).reason());
            patience.waiting("a master without data", held.get());
            stop.pause(BETWEEN_LOOKS);
            if (discovery.lookup().join() instanceof LookupResult.Found found) {
                view = found.view();
            }
            neighbours = look(view, threads);
        }
        if (stop.isAsked()) {
            return stopped();
        }
        return new Prepared(
                End.KEYS_AT_RISK,
                options.pod() + " is a master without data, and " + held.orElse("its replicas were not asked")
                        + "; started now it would make them drop their keys. Promote a replica (heal does, or CLUSTER"
                        + " FAILOVER on it), or give the keys up with --start-empty",
                repairs,
                held);
    }

    private Neighbours look(PeerView view, ExecutorService threads) throws InterruptedException {
        return Neighbours.look(view, factory, threads);
    }

    private Path backup() {
        return options.nodesConf().resolveSibling(options.nodesConf().getFileName() + ".before-repair");
    }

    private boolean over() {
        return stop.isAsked() || nanos.getAsLong() - deadline > 0;
    }

    private Prepared stopped() {
        return end(End.STOPPED, "stopped; run again to go on");
    }

    private static Prepared end(End end, String sentence) {
        return new Prepared(end, sentence, List.of(), Optional.empty());
    }
}
