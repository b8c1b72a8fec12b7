// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.testing.VirtualTime;
import io.rollcall.discovery.testing.sim.Disruption.Cut;
import io.rollcall.discovery.testing.sim.Disruption.CutOff;
import io.rollcall.discovery.testing.sim.Disruption.Deceived;
import io.rollcall.discovery.testing.sim.Disruption.Frozen;
import io.rollcall.discovery.testing.sim.Disruption.Hidden;
import io.rollcall.discovery.testing.sim.Disruption.NxDomain;
import io.rollcall.discovery.testing.sim.Disruption.ServFail;
import io.rollcall.discovery.testing.sim.Disruption.Slow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All replicas, the news that travel to them, and who is kept from them. */
final class ClusterDns {

    private final VirtualTime time;
    private final ResolverSettings settings;
    private final SplittableRandom random;
    private final List<DnsReplica> replicas = new ArrayList<>();
    private final Map<Integer, Long> cutOffUntil = new HashMap<>();
    private final Map<Integer, DnsAnswer> deceived = new HashMap<>();
    private final Map<Integer, Long> deceivedUntil = new HashMap<>();
    private Roster truth = new Roster(0, List.of());
    private long slowUntil;
    private long slowNanos;

    ClusterDns(VirtualTime time, ResolverSettings settings, SplittableRandom random) {
        this.time = time;
        this.settings = settings;
        this.random = random;
        for (int i = 0; i < settings.replicas(); i++) {
            replicas.add(new DnsReplica(settings, random.split(), truth));
        }
    }

    /** From now on these are the endpoints; each replica hears of it in its own time. */
    void publish(List<Peer> peers) {
        long now = time.nanoTime();
        truth.endsAt(now);
        truth = new Roster(truth.serial() + 1, peers);
        Roster news = truth;
        for (DnsReplica replica : replicas) {
            long delay = random.nextLong(settings.propagation().toNanos() + 1);
            var unused =
                    time.schedule((Runnable) () -> replica.hear(news, time.nanoTime()), delay, TimeUnit.NANOSECONDS);
        }
    }

    void begin(Disruption disruption, long until) {
        if (disruption instanceof ServFail fault) {
            each(fault.replica(), replica -> replica.servFail(until));
        } else if (disruption instanceof Cut fault) {
            each(fault.replica(), replica -> replica.cut(fault.keep(), until));
        } else if (disruption instanceof Frozen fault) {
            each(fault.replica(), replica -> replica.freeze(time.nanoTime(), until));
        } else if (disruption instanceof Hidden fault) {
            each(fault.replica(), replica -> replica.hide(fault.ordinal(), until));
        } else if (disruption instanceof NxDomain fault) {
            each(fault.replica(), replica -> replica.empty(until));
        } else if (disruption instanceof Slow fault) {
            slowNanos = fault.delay().toNanos();
            slowUntil = Math.max(slowUntil, until);
        } else if (disruption instanceof CutOff fault) {
            cutOffUntil.merge(fault.ordinal(), until, Math::max);
        } else if (disruption instanceof Deceived fault) {
            deceive(fault.ordinal(), until);
        } else {
            throw new IllegalArgumentException(disruption + " is nothing that happens to DNS");
        }
    }

    private void deceive(int ordinal, long until) {
        DnsAnswer.Kind kind = truth.peers().isEmpty() ? DnsAnswer.Kind.NX_DOMAIN : DnsAnswer.Kind.PEERS;
        deceived.put(ordinal, new DnsAnswer(kind, truth.peers(), true, settings.ttl(), true));
        deceivedUntil.merge(ordinal, until, Math::max);
    }

    /** What a pod is told now. */
    DnsAnswer answer(int ordinal) {
        long now = time.nanoTime();
        if (now < cutOffUntil.getOrDefault(ordinal, 0L)) {
            return DnsAnswer.SILENCE;
        }
        DnsAnswer lie = deceived.get(ordinal);
        if (lie != null && now < deceivedUntil.getOrDefault(ordinal, 0L)) {
            return lie;
        }
        int replica = settings.pinned() ? ordinal % replicas.size() : random.nextInt(replicas.size());
        return replicas.get(replica).answer(now);
    }

    /** How long an answer takes. */
    Duration latency() {
        long nanos = 200_000 + random.nextLong(4_800_000);
        return Duration.ofNanos(time.nanoTime() < slowUntil ? nanos + random.nextLong(slowNanos + 1) : nanos);
    }

    private void each(int replica, Consumer<DnsReplica> effect) {
        if (replica == Disruption.EVERY) {
            replicas.forEach(effect);
        } else if (replica >= 0 && replica < replicas.size()) {
            effect.accept(replicas.get(replica));
        } else {
            throw new IllegalArgumentException(
                    "there is no DNS replica " + replica + "; there are " + replicas.size() + ", from 0");
        }
    }
}
