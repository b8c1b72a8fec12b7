// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Callbacks whose own end nobody waits for. */
final class Futures {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);

    private Futures() {}

    /** Hands on what a future that never fails completes with. */
    static <T> void then(CompletableFuture<T> future, Consumer<? super T> action) {
        CompletableFuture<Void> unused = future.handle((value, failure) -> {
            try {
                action.accept(value);
            } catch (RuntimeException e) {
                LOG.error("a step of the election failed as none must", e);
            }
            return null;
        });
    }
}
