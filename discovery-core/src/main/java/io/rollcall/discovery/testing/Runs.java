// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A task without a result, whose exception nobody would look for in its future. */
record Runs(Runnable task) implements Callable<@Nullable Void> {

    static Runs of(Runnable task) {
        return new Runs(task);
    }

    @Override
    public @Nullable Void call() {
        task.run();
        return null;
    }
}
