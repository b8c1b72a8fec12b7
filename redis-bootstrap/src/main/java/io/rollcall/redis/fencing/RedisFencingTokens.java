// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.fencing;

import io.rollcall.discovery.leader.FencingTokens;
import io.rollcall.redis.fencing.Store.StoreException;
import io.rollcall.redis.node.RedisAccess;
import io.rollcall.redis.node.ScriptCall;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Fencing tokens from a Redis Cluster, Redis 6.2 or newer, Valkey 7.2 or newer.
 *
 * <p>One hash per domain, {@code rollcall:fence:<domain>}, holds the last epoch and who has it until when. A script on the
 * master of its hash slot changes it; then a majority of the cluster's masters is asked whether that master owns the slot,
 * and only their yes makes it an answer.
 *
 * <h2>Why epochs grow strictly, although Redis replicates asynchronously</h2>
 *
 * <p>An epoch is two numbers: the config epoch of the slot's master in the high 22 bits, and below it a counter that is at
 * least that master's wall clock, in milliseconds.
 *
 * <ol>
 *   <li><em>The master dies before it replicated.</em> A replica becomes master only with the votes of a majority of the
 *       masters for a config epoch that is higher than all before (clusterSendFailoverAuthIfNeeded in cluster.c). So
 *       whatever it lost, its high half is higher than that of every epoch that was lost.
 *   <li><em>The master restarts without its data and is faster than the failover</em>, or the key is deleted. Its config
 *       epoch is the same; the counter goes on from the clock, which has gone on meanwhile. This holds as long as that
 *       machine's clock is not set back behind the last claim just then.
 *   <li><em>A master that was replaced does not know it yet.</em> Its answers are not confirmed. A grant is confirmed
 *       by a majority <em>after</em> it was written; any two majorities share a master; and no master's view of a slot
 *       goes back to a lower config epoch. So once a grant of the new master is out, none that is asked for later comes
 *       from the old one. This includes a takeover without votes, and two masters that claim one config epoch.
 *   <li><em>The slot moves</em> to another shard: the key moves with it, the new owner gets a higher config epoch, and
 *       in between there is no answer.
 *   <li><em>The data is restored into a new cluster</em> whose config epochs begin anew: the stored half counts as long
 *       as it is the higher one.
 * </ol>
 *
 * <p>What this leans on: a majority of the masters keeps its {@code nodes.conf}, which Redis syncs to disk; and the set
 * of masters does not change so fast that two majorities of it have no master in common.
 *
 * <h2>Why there is one holder at a time</h2>
 *
 * <p>A process of a master that has no record of its own under its present config epoch, cannot know the grants of the one
 * before. It grants nothing for the length of a lease, counted from when a majority has confirmed it, by which time the
 * master before gets no confirmation any more; only whom the replicated record names may renew. Leases are counted by
 * Redis's wall clock: if it is set forward by more than a lease, a second holder with a higher epoch is possible.
 *
 * <p>So the first claim ever waits for a lease, and after a failover of the shard the leader stays if Redis is back within
 * its lease. All processes of a domain are to use the same lease.
 *
 * <p>Thread-safe; nothing blocks. The key has no time to live. If Redis evicts it, case 2 applies.
 *
 * @since 0.1
 */
public final class RedisFencingTokens implements FencingTokens, AutoCloseable {

    private static final String PREFIX = "rollcall:fence:";

    private final Duration lease;
    private final ExecutorService threads;
    private final Store store;

    private RedisFencingTokens(Builder builder) {
        lease = builder.lease;
        AtomicInteger count = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "rollcall-fence-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        store = new Store(new ScriptCall(builder.access), builder.seeds, threads);
    }

    /**
     * Begins with where to find the cluster.
     *
     * @param seeds addresses of any of its nodes, asked for anew whenever the owner of the key is looked for, on a thread
     *     that may block; unresolved ones are left out
     */
    public static Builder builder(Supplier<? extends Collection<InetSocketAddress>> seeds) {
        return new Builder(seeds);
    }

    @Override
    public CompletableFuture<Answer> claim(Claim claim) {
        return answer(claim, List.of("claim", claim.candidate().podName(), claim.incarnation(), millis()));
    }

    @Override
    public CompletableFuture<Answer> renew(Claim claim, long epoch) {
        return answer(claim, held("renew", claim, epoch));
    }

    @Override
    public CompletableFuture<Void> release(Claim claim, long epoch) {
        return run(() -> {
            store.ask(PREFIX + claim.domain(), held("release", claim, epoch));
            return null;
        });
    }

    /** Ends what is under way, which then fails, and frees the threads. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private CompletableFuture<Answer> answer(Claim claim, List<String> arguments) {
        return run(() -> {
                    Reply reply = store.ask(PREFIX + claim.domain(), arguments);
                    return switch (reply.word()) {
                        case "granted" -> new Granted(reply.epoch(), lease);
                        case "held", "over" -> new Denied(reply.epoch(), reply.holder());
                        default ->
                            new Unavailable("the master of the hash slot is new in config epoch "
                                    + reply.office().configEpoch()
                                    + "; what the one before granted may hold for another " + reply.millis() + " ms");
                    };
                })
                .handle((answer, failure) -> failure == null ? answer : new Unavailable(reason(failure)));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof StoreException ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    private <T> CompletableFuture<T> run(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    done.complete(task.call());
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                    done.completeExceptionally(closed);
                } catch (Exception failure) {
                    done.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException closed) {
            done.completeExceptionally(new IllegalStateException("these fencing tokens are closed", closed));
        }
        return done;
    }

    private List<String> held(String verb, Claim claim, long epoch) {
        return List.of(
                verb,
                claim.candidate().podName(),
                claim.incarnation(),
                millis(),
                Long.toString(Reply.high(epoch)),
                Long.toString(Reply.low(epoch)));
    }

    private String millis() {
        return Long.toString(lease.toMillis());
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private static final Duration LEAST = Duration.ofMillis(100);
        private static final Duration MOST = Duration.ofHours(1);

        private final Supplier<? extends Collection<InetSocketAddress>> seeds;
        private RedisAccess access = new RedisAccess(Optional.empty(), Optional.empty(), Duration.ofMillis(500));
        private Duration lease = Duration.ofSeconds(6);

        private Builder(Supplier<? extends Collection<InetSocketAddress>> seeds) {
            this.seeds = seeds;
        }

        /** How to get in, and how long to wait for one node; no password and 500 ms unless set. */
        public Builder access(RedisAccess access) {
            this.access = access;
            return this;
        }

        /**
         * How long a grant holds without renewal; 6 s unless set. The longer, the more of a Redis failover the leader
         * outlasts, and the longer nobody leads when it dies.
         *
         * @throws IllegalArgumentException if it is not 100 ms to 1 h
         */
        public Builder lease(Duration lease) {
            if (lease.compareTo(LEAST) < 0 || lease.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("a lease of " + lease + " is not " + LEAST + " to " + MOST);
            }
            this.lease = lease;
            return this;
        }

        /** The tokens; nothing is opened yet. */
        public RedisFencingTokens build() {
            return new RedisFencingTokens(this);
        }
    }
}
