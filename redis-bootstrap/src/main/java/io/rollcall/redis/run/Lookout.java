// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.PeerView;
import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.node.EffectFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Looks at nodes again and again, over connections that stay open. Not thread-safe. */
public final class Lookout implements AutoCloseable {

    private static final int MOST_THREADS = 64;

    private final Roster roster;
    private final ExecutorService threads;
    private final Round round;

    /** Nothing is opened yet; {@code nodes} is how many there may be. */
    public Lookout(Bootstrap.NodeFactory factory, int nodes) {
        roster = new Roster(factory);
        threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(nodes, MOST_THREADS)), NamedThreads.daemon("rollcall-look"));
        round = new Round(threads);
    }

    /** Looks at all nodes of a view at once. Blocks for at most the time-outs of one connection and answer. */
    public Seen look(PeerView view) throws InterruptedException {
        if (Roster.refusal(view).isPresent()) {
            return new Seen(new Observation(List.of()), List.of(), Roster.refusal(view));
        }
        List<String> silent = new ArrayList<>(roster.update(view));
        Round.Look look = round.look(roster.nodes());
        silent.addAll(look.silent());
        return new Seen(look.observation(), silent, look.refusal());
    }

    /** Applies effects to nodes of the last look. */
    List<EffectFailure> apply(List<Effect> effects) throws InterruptedException {
        return round.apply(effects, roster);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        roster.close();
    }
}
