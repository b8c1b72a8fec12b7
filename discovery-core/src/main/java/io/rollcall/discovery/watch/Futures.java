// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Callbacks whose own end nobody waits for. */
final class Futures {

    private Futures() {}

    /** Runs an action when a future ends; what the action throws is lost, so it must not. */
    static <T> void whenEnded(CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        CompletableFuture<T> unused = future.whenComplete(action);
    }
}
