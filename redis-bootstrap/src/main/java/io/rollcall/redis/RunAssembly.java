// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.leader.FencingTokens;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.fencing.RedisFencingTokens;
import io.rollcall.redis.http.Metrics;
import io.rollcall.redis.run.Acting;
import io.rollcall.redis.run.Bootstrap;
import io.rollcall.redis.run.BootstrapOptions;
import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.Controller;
import io.rollcall.redis.run.Handover;
import io.rollcall.redis.run.HealOptions;
import io.rollcall.redis.run.Lookout;
import io.rollcall.redis.run.StopSignal;
import io.rollcall.redis.run.Upkeep;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The parts of {@code run} and how they hang together. */
final class RunAssembly implements AutoCloseable {

    /** What the elector may take for giving its epoch back. */
    private static final long RESIGN_SECONDS = 2;
    /** A hand-over takes a fraction of it; who dies during one holds the others up for as long. */
    private static final Duration TURN = Duration.ofSeconds(3);


    private final ClusterCommand.Session session;
    private final PeerWatch watch;
    private final Lookout lookout;
    private final Optional<RedisFencingTokens> tokens;
    private final Optional<RedisFencingTokens> turns;
    private final Optional<LeaderElector> elector;
    private final Controller controller;
    private final Handover handover;

    RunAssembly(
            ClusterCommand.Session session,
            Optional<PeerId> self,
            BootstrapOptions options,
            HealOptions healing,
            Duration interval,
            Duration prestopBudget,
            Metrics metrics,
            PrintWriter err,
            StopSignal stop) {
        this.session = session;
        watch = session.discovery().watch(WatchOptions.defaults(), event -> {});
        lookout = new Lookout(session.factory(), session.service().expectedPeers());
        tokens = self.map(pod -> tokens(Duration.ofSeconds(6)));
        turns = self.map(pod -> tokens(TURN));
        elector =
                tokens.map(fence -> LeaderElector.builder(watch).fencing(fence).build());
        ConsoleProgress progress = new ConsoleProgress(
                session.service(),
                options.replicasPerMaster(),
                new PrintWriter(Writer.nullWriter()),
                err,
                System::nanoTime);
        Upkeep upkeep = () -> {
            BootstrapResult result = new Bootstrap(
                            session.discovery(),
                            session.factory(),
                            options,
                            progress,
                            stop,
                            System::nanoTime,
                            new SecureRandom())
                    .keep(healing);
            Upkeep.Pass pass =
                    new Upkeep.Pass(kind(result), FormReport.ofKeeping(result).sentence());
            metrics.passed(pass, result instanceof BootstrapResult.Done done ? done : null);
            return pass;
        };
        controller = new Controller(
                watch,
                lookout,
                upkeep,
                () -> acting(self),
                options.replicasPerMaster(),
                interval,
                InstantSource.system(),
                new RunLog(err, metrics::looked)::looked);
        handover = new Handover(
                watch::view,
                session.factory(),
                turns.map(FencingTokens.class::cast),
                prestopBudget,
                Long.toHexString(new SecureRandom().nextLong()),
                System::nanoTime);
    }

    private RedisFencingTokens tokens(Duration lease) {
        return RedisFencingTokens.builder(this::addresses)
                .access(session.access().naming(this::name))
                .lease(lease)
                .build();
    }

    private List<InetSocketAddress> addresses() {
        return watch.view().peers().stream()
                .map(Peer::endpoint)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the certificate at an address has to name: the pod that DNS lists there. */
    private String name(NodeAddress address) {
        String domain = session.service().domain();
        return watch.view().peers().stream()
                .filter(peer -> peer.addresses().stream()
                        .anyMatch(listed -> listed.getHostAddress().equals(address.ip())))
                .findFirst()
                .map(peer -> peer.name() + "." + domain.substring(0, domain.length() - 1))
                .orElse(address.ip());
    }

    private Acting acting(Optional<PeerId> self) {
        PeerView view = watch.view();
        return elector.map(leader -> Acting.decide(
                        leader.state(),
                        view.peers().stream().findFirst().flatMap(Peer::id).equals(self)))
                .orElse(Acting.ALONE);
    }

    private static Upkeep.Kind kind(BootstrapResult result) {
        if (result instanceof BootstrapResult.Done done) {
            return done.changed() ? Upkeep.Kind.REPAIRED : Upkeep.Kind.FINE;
        }
        return result instanceof BootstrapResult.Refused ? Upkeep.Kind.REFUSED : Upkeep.Kind.UNFINISHED;
    }

    Controller controller() {
        return controller;
    }

    Handover handover() {
        return handover;
    }

    @Override
    public void close() {
        elector.ifPresent(leader -> {
            // The epoch is given back if Redis can be reached; if not, it ends by itself.
            leader.resign()
                    .completeOnTimeout(null, RESIGN_SECONDS, TimeUnit.SECONDS)
                    .join();
            leader.close();
        });
        tokens.ifPresent(RedisFencingTokens::close);
        turns.ifPresent(RedisFencingTokens::close);
        lookout.close();
        watch.close();
    }
}
