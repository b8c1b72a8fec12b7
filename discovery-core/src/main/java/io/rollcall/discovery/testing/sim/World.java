// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.testing.VirtualTime;
import io.rollcall.discovery.testing.sim.Faults.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Everything that one simulation consists of, and how disruptions reach it. */
final class World {

    private final Simulation.Settings settings;
    private final VirtualTime time = new VirtualTime();
    private final Journal journal = new Journal(time);
    private final SplittableRandom random;
    private final ClusterDns dns;
    private final PodSet pods;
    private final PeerNetwork network = new PeerNetwork(this);
    private final FenceStore fence;
    private final Referee referee;
    private Set<Integer> splitSide = Set.of();
    private long splitUntil;
    private long fenceDownUntil;
    private long troubledUntil;
    private long doubtedUntil;

    World(Simulation.Settings settings) {
        this.settings = settings;
        SplittableRandom root = new SplittableRandom(settings.seed());
        SplittableRandom forScript = root.split();
        random = root.split();
        dns = new ClusterDns(time, settings.dns(), root.split());
        fence = new FenceStore(time, settings.fencing());
        pods = new PodSet(this, root.split());
        referee = new Referee(time, root.split(), this::circumstances, this::healthyFrom);
        List<Step> steps = settings.faults()
                .steps(forScript, settings.pods(), settings.dns().replicas(), settings.during());
        journal.head(settings.toString());
        for (Step step : steps) {
            journal.head("script " + step.at() + " " + step.disruption());
            later(step.at(), () -> begin(step.disruption()));
        }
    }

    History run() {
        referee.start();
        pods.startAll();
        time.advance(settings.during());
        referee.finish();
        return new History(
                settings.seed(),
                settings.toString(),
                journal.finish(),
                journal.lookups(),
                referee.terms(),
                referee.overlaps(),
                referee.accepted(),
                referee.violations(),
                referee.longestLeaderless());
    }

    private void begin(Disruption disruption) {
        worsens();
        journal.note("disrupt", disruption);
        long until = time.nanoTime() + disruption.lasts().toNanos();
        troubledUntil = Math.max(troubledUntil, until);
        if (disruption instanceof Disruption.Split split) {
            splitSide = split.side();
            splitUntil = Math.max(splitUntil, until);
        } else if (disruption instanceof Disruption.FenceDown) {
            fenceDownUntil = Math.max(fenceDownUntil, until);
        } else if (!pods.begin(disruption, until)) {
            dns.begin(disruption, until);
        }
    }

    /** To be called before anything changes; the cluster counts as healthy again when caches can know of it. */
    void worsens() {
        referee.accountForLeaderlessness();
        troubledUntil = Math.max(troubledUntil, time.nanoTime());
    }

    /** To be called when a process gets an answer that is not true: its watch distrusts the next true ones too. */
    void deceives() {
        worsens();
        doubtedUntil = time.nanoTime() + settings.longestDoubt().toNanos();
    }

    /** Since when caches and replicas can only know the truth, all pods run, nothing is wrong and nobody in doubt. */
    private long healthyFrom() {
        long settled = Math.max(troubledUntil + settings.dns().oldestTruth().toNanos(), doubtedUntil);
        return pods.areComplete() && time.nanoTime() >= settled ? settled : Long.MAX_VALUE;
    }

    private Overlap circumstances(PodProcess first, PodProcess second, Duration now) {
        // A claim rests on the answers of the window, and of the TTL before it in which a peer had to be missing.
        Duration rests = settings.longestWindow().plus(settings.dns().ttl());
        long since = time.nanoTime() - rests.toNanos();
        int deceived = pods.deceivedSince(since);
        return new Overlap(
                first.toString(),
                second.toString(),
                now,
                Duration.ZERO,
                first.id().equals(second.id()),
                first.lastLie() >= since || second.lastLie() >= since,
                deceived,
                deceived > settings.pods() / 2,
                splitUntil > since && !splitSide.isEmpty());
    }

    boolean isSplit(PodProcess one, PodProcess other) {
        return time.nanoTime() < splitUntil
                && splitSide.contains(one.id().ordinal())
                        != splitSide.contains(other.id().ordinal());
    }

    boolean fenceIsDown() {
        return time.nanoTime() < fenceDownUntil;
    }

    /** Runs something after a time of the world's. */
    void later(Duration delay, Runnable task) {
        var unused = time.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    Simulation.Settings settings() {
        return settings;
    }

    VirtualTime time() {
        return time;
    }

    Journal journal() {
        return journal;
    }

    SplittableRandom random() {
        return random;
    }

    ClusterDns dns() {
        return dns;
    }

    PeerNetwork network() {
        return network;
    }

    FenceStore fence() {
        return fence;
    }

    Referee referee() {
        return referee;
    }
}
