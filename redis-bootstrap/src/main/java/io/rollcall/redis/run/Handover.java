// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.leader.FencingTokens;
import io.rollcall.discovery.leader.FencingTokens.Answer;
import io.rollcall.discovery.leader.FencingTokens.Claim;
import io.rollcall.discovery.leader.FencingTokens.Granted;
import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Takeover;
import io.rollcall.redis.node.EffectFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets a replica take over from a master that is about to be stopped. The master's clients wait for some milliseconds,
 * where a master that just goes away leaves its slots without owner for a whole node timeout.
 *
 * <p>One hand-over at a time, in this process and, by the fencing tokens, among all pods: of a master and a replica that
 * are stopped together, the second sees what the first did. Thread-safe.
 */
public final class Handover {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration BETWEEN_CLAIMS = Duration.ofMillis(100);
    /** After this the server has given a manual failover up (CLUSTER_MF_TIMEOUT in cluster.h). */
    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    private final Supplier<PeerView> pods;
    private final Bootstrap.NodeFactory factory;
    private final Optional<FencingTokens> turns;
    private final Duration budget;
    private final String incarnation;
    private final StopSignal pauses = new StopSignal();
    private final LongSupplier nanos;

    /**
     * A way to hand over.
     *
     * @param pods the pods as DNS lists them
     * @param factory makes their nodes
     * @param turns whose turn it is among several processes; empty if there is only this one
     * @param budget the longest time for one hand-over, more than zero
     * @param incarnation tells this process from others
     * @param nanos a clock as {@link System#nanoTime()}
     */
    public Handover(
            Supplier<PeerView> pods,
            Bootstrap.NodeFactory factory,
            Optional<FencingTokens> turns,
            Duration budget,
            String incarnation,
            LongSupplier nanos) {
        this.pods = pods;
        this.factory = factory;
        this.turns = turns;
        this.budget = budget;
        this.incarnation = incarnation;
        this.nanos = nanos;
    }

    /**
     * How it ended.
     *
     * @param done whether the pod may be stopped: it serves no slot any more, or never did
     * @param sentence what happened
     */
    public record Result(boolean done, String sentence) {}

    /** Hands over what a pod owns. Blocks for at most the budget. */
    public synchronized Result from(PeerId pod) throws InterruptedException {
        long start = nanos.getAsLong();
        Claim claim = new Claim(pods.get().service().domain() + "#handover", pod, incarnation);
        OptionalLong turn = turn(claim, start + budget.toNanos() / 2);
        try (Lookout lookout = new Lookout(factory, pods.get().service().expectedPeers())) {
            return from(pod, lookout, start + budget.toNanos());
        } finally {
            if (turn.isPresent()) {
                var unused = turns.orElseThrow().release(claim, turn.getAsLong());
            }
        }
    }

    /** Waits for half of the time: going on without a turn is better than stopping a master that owns slots. */
    private OptionalLong turn(Claim claim, long until) throws InterruptedException {
        while (turns.isPresent() && nanos.getAsLong() - until < 0) {
            Answer answer = turns.get().claim(claim).join();
            if (answer instanceof Granted granted) {
                return OptionalLong.of(granted.epoch());
            }
            pauses.pause(BETWEEN_CLAIMS);
        }
        return OptionalLong.empty();
    }

    private Result from(PeerId pod, Lookout lookout, long deadline) throws InterruptedException {
        String missing = "no look was possible";
        long attemptUntil = nanos.getAsLong();
        Optional<String> successor = Optional.empty();
        while (nanos.getAsLong() - deadline < 0) {
            Observation seen = lookout.look(pods.get()).observation();
            Takeover takeover = Takeover.of(seen, pod.podName(), successor);
            if (takeover instanceof Takeover.Done done) {
                return new Result(true, done.sentence());
            }
            if (takeover instanceof Takeover.Impossible impossible) {
                return new Result(false, impossible.sentence());
            }
            if (takeover instanceof Takeover.Ready ready) {
                missing = "the hand-over to " + ready.replica().label() + " did not come about";
                if (nanos.getAsLong() - attemptUntil >= 0) {
                    attemptUntil = nanos.getAsLong() + ATTEMPT.toNanos();
                    successor = Optional.of(ready.replica().id());
                    List<EffectFailure> failures = lookout.apply(
                            List.of(new Effect.Failover(ready.replica().ordinal(), Effect.Failover.Mode.GRACEFUL)));
                    if (!failures.isEmpty()) {
                        missing = ready.replica().label() + " does not take over: "
                                + failures.get(0).answer();
                        attemptUntil = nanos.getAsLong() + BETWEEN_CLAIMS.toNanos();
                    }
                }
            } else {
                missing = ((Takeover.Pending) takeover).sentence();
            }
            pauses.pause(BETWEEN_LOOKS);
        }
        return new Result(false, "not handed over within " + budget.toMillis() / 1000.0 + " s: " + missing);
    }
}
