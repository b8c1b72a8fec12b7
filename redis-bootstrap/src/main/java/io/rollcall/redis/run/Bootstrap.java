// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Planner;
import io.rollcall.redis.decide.Planning;
import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.node.ClusterNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Forms a Redis Cluster from the peers of a headless service. Nothing is remembered between two runs: kill it anywhere,
 * run it again, and it goes on from what the nodes say.
 *
 * <p>Use an instance once, from one thread.
 */
public final class Bootstrap {

    /** Makes a node for a pod. */
    @FunctionalInterface
    public interface NodeFactory {
        /** A node; nothing needs to be open yet. */
        ClusterNode node(int ordinal, String pod, NodeAddress address);
    }

    /** Between two looks at nodes that do not answer yet. */
    private static final Duration SILENCE = Duration.ofMillis(50);
    /** Between two looks at DNS while nodes do not answer: their addresses may have changed. */
    private static final Duration DNS_RECHECK = Duration.ofSeconds(1);

    private static final int MOST_THREADS = 64;

    private final PeerDiscovery discovery;
    private final NodeFactory factory;
    private final BootstrapOptions options;
    private final Progress progress;
    private final StopSignal stop;
    private final LongSupplier nanos;
    private final RandomGenerator random;

    /**
     * A bootstrap, not begun yet.
     *
     * @param discovery finds the peers; stays open
     * @param factory makes nodes, which are closed at the end
     * @param options what to bring about
     * @param progress is told how it goes
     * @param stop asks it to stop: what is transient is then restored first
     * @param nanos a clock as {@link System#nanoTime()}
     * @param random for the names of probe keys
     */
    public Bootstrap(
            PeerDiscovery discovery,
            NodeFactory factory,
            BootstrapOptions options,
            Progress progress,
            StopSignal stop,
            LongSupplier nanos,
            RandomGenerator random) {
        this.discovery = discovery;
        this.factory = factory;
        this.options = options;
        this.progress = progress;
        this.stop = stop;
        this.nanos = nanos;
        this.random = random;
    }

    /**
     * Waits for the peers, forms the cluster, and returns when done is proven or cannot be. Blocks for at most the
     * deadline, plus one round to restore what is transient.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public BootstrapResult form() throws InterruptedException {
        long deadline = nanos.getAsLong() + options.deadline().toNanos();
        PeerView view;
        try {
            view = discovery.await(Completeness.COMPLETE, options.deadline(), progress::looked);
        } catch (PeersMissingException missing) {
            return new BootstrapResult.PeersMissing(String.valueOf(missing.getMessage()));
        }
        Optional<Refusal> refusal = Roster.refusal(view);
        if (refusal.isPresent()) {
            return new BootstrapResult.Refused(refusal.get());
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(view.peers().size(), MOST_THREADS), NamedThreads.daemon("rollcall-node"));
        try (Roster roster = new Roster(factory)) {
            return withNodes(view, roster, new Round(threads), deadline);
        } finally {
            threads.shutdownNow();
        }
    }

    private BootstrapResult withNodes(PeerView view, Roster roster, Round round, long deadline)
            throws InterruptedException {
        List<String> silent = roster.update(view);
        long recheck = nanos.getAsLong() + DNS_RECHECK.toNanos();
        while (!stop.isAsked()) {
            if (silent.isEmpty()) {
                Round.Look look = round.look(roster.nodes());
                if (look.refusal().isPresent()) {
                    return new BootstrapResult.Refused(look.refusal().get());
                }
                if (look.silent().isEmpty()) {
                    return planned(look.observation(), roster, round, deadline);
                }
                silent = look.silent();
            }
            if (nanos.getAsLong() > deadline) {
                return new BootstrapResult.TimedOut(
                        "after " + options.deadline().toMillis() / 1000.0 + " s "
                                + silent.size() + " of " + view.peers().size() + " nodes do not answer: "
                                + String.join("; ", silent) + "; nothing was changed");
            }
            progress.silent(silent);
            stop.pause(SILENCE);
            if (nanos.getAsLong() > recheck) {
                recheck = nanos.getAsLong() + DNS_RECHECK.toNanos();
                if (discovery.lookup().join() instanceof LookupResult.Found found
                        && Roster.refusal(found.view()).isEmpty()) {
                    silent = roster.update(found.view());
                    continue;
                }
            }
            silent = List.of();
        }
        return new BootstrapResult.Stopped();
    }

    private BootstrapResult planned(Observation first, Roster roster, Round round, long deadline)
            throws InterruptedException {
        PhaseClock clock = new PhaseClock(nanos);
        Planning planning = Planner.plan(first, options.replicasPerMaster());
        if (planning instanceof Planning.Refused refused) {
            return new BootstrapResult.Refused(refused.refusal());
        }
        Planning.Planned planned = (Planning.Planned) planning;
        progress.planned(planned.plan(), first);
        if (options.dryRun()) {
            return new BootstrapResult.DryRun(planned.plan(), first);
        }
        return new Convergence(options, roster, round, progress, stop, nanos, deadline, random).from(first, clock);
    }
}
