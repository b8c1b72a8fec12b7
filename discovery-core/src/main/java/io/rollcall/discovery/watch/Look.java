// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One lookup under way, which ends in time whatever the discovery does. */
final class Look {

    private final PeerDiscovery discovery;
    private final long began;
    private final CompletableFuture<LookupResult> result = new CompletableFuture<>();

    Look(PeerDiscovery discovery, long began) {
        this.discovery = discovery;
        this.began = began;
    }

    /** When it began, in nanoseconds of the ticker. */
    long began() {
        return began;
    }

    /**
     * Asks; calls foreign code, and may end at once.
     *
     * @param then gets the result or the failure
     */
    void run(WatchRuntime runtime, Duration within, BiConsumer<@Nullable LookupResult, @Nullable Throwable> then) {
        if (result.isDone()) { // The watch was closed before it could ask.
            return;
        }
        Future<?> deadline = runtime.schedule(within, () -> result.complete(unanswered(discovery.service())));
        Futures.whenEnded(result, (value, failure) -> {
            deadline.cancel(false);
            then.accept(value, failure);
        });
        try {
            CompletableFuture<LookupResult> asked = discovery.lookup();
            Futures.whenEnded(asked, this::end);
            Futures.whenEnded(result, (value, failure) -> asked.cancel(false));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private void end(@Nullable LookupResult value, @Nullable Throwable failure) {
        if (value != null) {
            result.complete(value);
        } else {
            result.completeExceptionally(
                    failure != null ? failure : new NullPointerException("a lookup without a result"));
        }
    }

    /** Gives up. */
    void cancel() {
        result.cancel(false);
    }

    /** Whether a failure says that the discovery is closed. */
    static boolean isClosing(@Nullable Throwable failure) {
        return failure instanceof DiscoveryClosedException
                || (failure != null && failure.getCause() instanceof DiscoveryClosedException);
    }

    /** What stands for a lookup that has not ended. */
    static LookupResult unanswered(HeadlessService service) {
        return new LookupResult.Failed(List.of(new Evidence(
                "lookup of " + service.domain(), "none", "none", Evidence.Verdict.TIMEOUT, 0, Duration.ZERO, true)));
    }
}
