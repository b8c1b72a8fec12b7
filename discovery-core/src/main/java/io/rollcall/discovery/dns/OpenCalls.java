// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.DiscoveryException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The futures that callers hold, so that closing can end them. Thread-safe. */
final class OpenCalls {

    private final Supplier<DiscoveryException> whenClosed;
    private final Set<Call<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    OpenCalls(Supplier<DiscoveryException> whenClosed) {
        this.whenClosed = whenClosed;
    }

    /** A new call; it has already failed if this is closed. */
    <T> Call<T> open() {
        Call<T> call = new Call<>();
        open.add(call);
        if (closed) {
            call.fail(whenClosed.get());
        }
        return call;
    }

    /** Fails every call, now and later. */
    void close() {
        closed = true;
        open.forEach(call -> call.fail(whenClosed.get()));
    }

    /** One future that somebody waits for. */
    final class Call<T> {
        private final CompletableFuture<T> future = new CompletableFuture<>();

        CompletableFuture<T> future() {
            return future;
        }

        void succeed(T value) {
            open.remove(this);
            future.complete(value);
        }

        void fail(Throwable failure) {
            open.remove(this);
            future.completeExceptionally(failure);
        }
    }
}
