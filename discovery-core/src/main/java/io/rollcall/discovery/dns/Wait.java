// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.DiscoveryException;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Failed;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeersMissingException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Looks again and again on behalf of a blocked caller, at growing intervals, until enough peers are there. */
final class Wait {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final double GROWTH = 1.5;
    /** Pauses differ by up to this share, so that pods that start together do not ask together. */
    private static final double JITTER = 0.2;

    private final DnsPeerDiscovery discovery;
    private final Completeness wanted;
    private final Duration deadline;
    private final Duration lookupDeadline;
    private final RandomGenerator random;

    Wait(
            DnsPeerDiscovery discovery,
            Completeness wanted,
            Duration deadline,
            Duration lookupDeadline,
            RandomGenerator random) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline " + deadline + " is not more than zero");
        }
        this.discovery = discovery;
        this.wanted = wanted;
        this.deadline = deadline;
        this.lookupDeadline = lookupDeadline;
        this.random = random;
    }

    PeerView run(Consumer<LookupResult> progress) throws InterruptedException {
        long start = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        LookupResult last = null;
        while (true) {
            Duration left = left(start);
            boolean cutShort = left.compareTo(lookupDeadline) < 0;
            LookupResult seen = get(discovery.lookup(cutShort ? left : lookupDeadline));
            progress.accept(seen);
            if (seen instanceof Found found && found.view().completeness().reaches(wanted)) {
                return found.view();
            }
            last = telling(last, seen, cutShort);
            left = left(start);
            Duration next = jittered(pause);
            if (next.compareTo(left) >= 0) {
                if (!left.isZero()) {
                    get(discovery.pause(left));
                }
                throw new PeersMissingException(discovery.service(), wanted, deadline, last);
            }
            get(discovery.pause(next));
            pause = shorter(Duration.ofMillis((long) (pause.toMillis() * GROWTH)), LONGEST_PAUSE);
        }
    }

    /** A look that the end of the wait cut off says less than the whole one before it. */
    private static LookupResult telling(@Nullable LookupResult before, LookupResult seen, boolean cutShort) {
        return before != null && cutShort && seen instanceof Failed ? before : seen;
    }

    private Duration left(long start) {
        Duration left = deadline.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Duration jittered(Duration pause) {
        return Duration.ofNanos((long) (pause.toNanos() * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }

    private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DiscoveryException closed) {
                throw closed;
            }
            throw new IllegalStateException("a lookup failed in a way that it must not", e.getCause());
        }
    }
}
