// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.redis.node.SlotNode;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Brings a Redis Cluster to another number of pods: those that come join and get their share of slots and replicas, those
 * that leave are drained and forgotten. Nothing is remembered between two runs: kill it anywhere, run it again, and it goes
 * on from what the nodes say.
 *
 * <p>Use an instance once, from one thread.
 */
public final class Scale {

    private static final int MOST_THREADS = 64;

    private final PeerDiscovery discovery;
    private final Bootstrap.NodeFactory nodes;
    private final SlotNode.Factory slots;
    private final ScaleOptions options;
    private final ScaleProgress progress;
    private final Optional<Consumer<String>> faults;
    private final StopSignal stop;
    private final LongSupplier nanos;
    private final RandomGenerator random;

    /**
     * A scaling, not begun yet.
     *
     * @param discovery finds the peers; stays open. It expects the pods that stay or come
     * @param nodes makes nodes, which are closed at the end
     * @param slots makes nodes for slots and keys, likewise
     * @param options what to bring about
     * @param progress is told how it goes
     * @param faults is told before each batch of keys, for tests
     * @param stop asks it to stop: slots that are under way are ended, and what is transient is restored first
     * @param nanos a clock as {@link System#nanoTime()}
     * @param random for the names of probe keys
     */
    public Scale(
            PeerDiscovery discovery,
            Bootstrap.NodeFactory nodes,
            SlotNode.Factory slots,
            ScaleOptions options,
            ScaleProgress progress,
            Optional<Consumer<String>> faults,
            StopSignal stop,
            LongSupplier nanos,
            RandomGenerator random) {
        this.discovery = discovery;
        this.nodes = nodes;
        this.slots = slots;
        this.options = options;
        this.progress = progress;
        this.faults = faults;
        this.stop = stop;
        this.nanos = nanos;
        this.random = random;
    }

    /**
     * Waits for the pods, scales, and returns when done is proven or cannot be. Blocks for at most the deadline, plus what
     * is under way and one round to restore what is transient.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public ScaleResult run() throws InterruptedException {
        long deadline = nanos.getAsLong() + options.deadline().toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(MOST_THREADS, NamedThreads.daemon("rollcall-node"));
        Round round = new Round(threads);
        try (Assembly assembly = new Assembly(discovery, options.goal(), nodes, slots, round, nanos)) {
            SlotMoves moves = new SlotMoves(assembly, nodes, slots, options, progress, faults, stop, nanos, deadline);
            return new ScaleLoop(
                            assembly, round, moves, options, progress, stop, nanos, deadline, new ProbeWrites(random))
                    .run();
        } finally {
            threads.shutdownNow();
        }
    }
}
