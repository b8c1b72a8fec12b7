// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.redis.decide.AbsenceProof;
import io.rollcall.redis.decide.Classification;
import io.rollcall.redis.decide.Course;
import io.rollcall.redis.decide.Finding;
import io.rollcall.redis.decide.Healing;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Planner;
import io.rollcall.redis.decide.Planning;
import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.decide.TransientSettings;
import io.rollcall.redis.node.ClusterNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Forms a Redis Cluster from the peers of a headless service, and heals it. Nothing is remembered between two runs: kill it anywhere,
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

    /** Between two looks at something that may pass. */
    private static final Duration PROBE_AGAIN = Duration.ofMillis(100);

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
        return together(options.deadline(), gathered -> formed(gathered));
    }

    /**
     * Waits for the peers, repairs what is wrong with their cluster and can be repaired safely, and returns as
     * {@link #form()} does. After the patience that the options tell it goes on with the nodes that answer.
     *
     * @param healing what may be done
     * @throws InterruptedException if the calling thread is interrupted
     */
    public BootstrapResult heal(HealOptions healing) throws InterruptedException {
        return together(healing.patience(), gathered -> healed(gathered, healing));
    }

    /**
     * Does what is to be done: forms what was no cluster yet, and heals what was one.
     *
     * @param healing what may be done
     * @throws InterruptedException if the calling thread is interrupted
     */
    public BootstrapResult keep(HealOptions healing) throws InterruptedException {
        return together(healing.patience(), gathered -> {
            Classification state = classify(gathered);
            return gathered.missing().isEmpty() && state.isForForm() ? formed(gathered) : healed(gathered, healing);
        });
    }

    /**
     * Looks at the nodes and changes nothing.
     *
     * @param patience how long to wait for all of them
     * @throws InterruptedException if the calling thread is interrupted
     */
    public BootstrapResult look(Duration patience) throws InterruptedException {
        return together(patience, gathered -> {
            if (gathered.seen().nodes().isEmpty()) {
                return nobody(gathered);
            }
            Gathered sure = sure(gathered);
            return new BootstrapResult.Looked(classify(sure), sure.seen(), sure.missing());
        });
    }

    /** What follows when the nodes are there. */
    @FunctionalInterface
    private interface Then {
        BootstrapResult with(Gathered gathered) throws InterruptedException;
    }

    /** The nodes that answer, and what is needed to go on with them. */
    private record Gathered(
            Observation seen, List<String> missing, boolean stillListed, Roster roster, Round round, long deadline) {
        Gathered with(Observation later) {
            return new Gathered(later, missing, stillListed, roster, round, deadline);
        }
    }

    private BootstrapResult together(Duration patience, Then then) throws InterruptedException {
        long start = nanos.getAsLong();
        int pods = discovery.service().expectedPeers();
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.min(pods, MOST_THREADS), NamedThreads.daemon("rollcall-node"));
        try (Roster roster = new Roster(factory)) {
            Round round = new Round(threads);
            Gathering.Outcome outcome = new Gathering(discovery, progress, stop, nanos)
                    .gather(roster, round, start + options.deadline().toNanos(), patience);
            if (outcome instanceof Gathering.Ended ended) {
                return ended.result();
            }
            Gathering.Here here = (Gathering.Here) outcome;
            return then.with(new Gathered(
                    here.seen(),
                    here.missing(),
                    here.stillListed(),
                    roster,
                    round,
                    start + options.deadline().toNanos()));
        } finally {
            threads.shutdownNow();
        }
    }

    private Classification classify(Gathered gathered) {
        return Classification.of(gathered.seen(), discovery.service().expectedPeers(), options.replicasPerMaster());
    }

    /**
     * A foreign node may be a dead one whose link is tried once more, and a slot with two owners a failover under way; so
     * these are looked at again for as long as a node takes to notice a dead one.
     */
    private Gathered sure(Gathered first) throws InterruptedException {
        Gathered gathered = first;
        long until =
                nanos.getAsLong() + TransientSettings.longestTimeout(first.seen()) * 1_000_000 + PROBE_AGAIN.toNanos();
        while (classify(gathered) instanceof Classification.Foreign foreign
                && nanos.getAsLong() < until
                && !stop.isAsked()) {
            progress.silent(List.of(foreign.refusal().sentence()));
            stop.pause(PROBE_AGAIN);
            Round.Look look = gathered.round().look(gathered.roster().nodes());
            if (look.silent().isEmpty() && look.refusal().isEmpty()) {
                gathered = gathered.with(look.observation());
            }
        }
        return gathered;
    }

    private static BootstrapResult nobody(Gathered gathered) {
        return new BootstrapResult.TimedOut(
                "no node answers: " + String.join("; ", gathered.missing()) + "; nothing was changed");
    }

    private BootstrapResult formed(Gathered gathered) throws InterruptedException {
        Observation first = gathered.seen();
        PhaseClock clock = new PhaseClock(nanos);
        if (!gathered.missing().isEmpty()) {
            return new BootstrapResult.TimedOut("after " + options.deadline().toMillis() / 1000.0 + " s "
                    + gathered.missing().size() + " of " + discovery.service().expectedPeers()
                    + " nodes do not answer: " + String.join("; ", gathered.missing()) + "; nothing was changed");
        }
        Optional<Refusal> wrongCommand = classify(gathered).refusalToForm();
        if (wrongCommand.isPresent()) {
            return new BootstrapResult.Refused(wrongCommand.get());
        }
        Planning planning = Planner.plan(first, options.replicasPerMaster());
        if (planning instanceof Planning.Refused refused) {
            return new BootstrapResult.Refused(refused.refusal());
        }
        Planning.Planned planned = (Planning.Planned) planning;
        progress.planned(planned.plan(), first);
        if (options.dryRun()) {
            return new BootstrapResult.DryRun(planned.plan(), first);
        }
        return converge(gathered, Course.forming(settings(first), options.replicasPerMaster()), List.of(), clock);
    }

    private BootstrapResult healed(Gathered answering, HealOptions healing) throws InterruptedException {
        PhaseClock clock = new PhaseClock(nanos);
        Gathered gathered = sure(answering);
        Observation first = gathered.seen();
        int pods = discovery.service().expectedPeers();
        if (first.nodes().size() <= pods / 2) {
            return first.nodes().isEmpty() ? nobody(gathered) : tooFew(gathered, pods);
        }
        Classification state = classify(gathered);
        Optional<Refusal> refusal = state.refusalToHeal();
        if (refusal.isPresent()) {
            return new BootstrapResult.Refused(refusal.get());
        }
        progress.found(state);
        if (options.dryRun()) {
            return new BootstrapResult.Looked(state, first, gathered.missing());
        }
        AbsenceProof proof =
                new AbsenceProof(gathered.missing().isEmpty(), gathered.stillListed(), healing.allowTakeover());
        return converge(
                gathered, new Healing(settings(first), proof, healing.repairPlacement()), state.findings(), clock);
    }

    private static BootstrapResult tooFew(Gathered gathered, int pods) {
        return new BootstrapResult.TimedOut("only " + gathered.seen().nodes().size() + " of " + pods
                + " nodes answer, and a minority proves nothing about the others: "
                + String.join("; ", gathered.missing()) + "; nothing was changed: bring pods back and run again");
    }

    private TransientSettings settings(Observation first) {
        TransientSettings settings = TransientSettings.remember(first, options.configured());
        settings.warnings().forEach(progress::warning);
        return settings;
    }

    private BootstrapResult converge(Gathered gathered, Course course, List<Finding> found, PhaseClock clock)
            throws InterruptedException {
        return new Convergence(
                        options,
                        gathered.roster(),
                        gathered.round(),
                        progress,
                        stop,
                        nanos,
                        gathered.deadline(),
                        random)
                .from(gathered.seen(), course, found, gathered.missing(), clock);
    }
}
