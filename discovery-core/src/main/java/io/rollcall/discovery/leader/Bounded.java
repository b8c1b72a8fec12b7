// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a call to somebody else's code an answer that always comes, in time.
 *
 * @param scheduler measures the time
 * @param limit how long the call may take
 */
record Bounded(ScheduledExecutorService scheduler, Duration limit) {

    /**
     * Calls.
     *
     * @param call whose exceptions, nulls and delays are contained
     * @param failed makes an answer of a reason
     * @param late gets an answer that came after the time was over
     * @return never fails
     */
    <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call, Function<String, T> failed, Consumer<T> late) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        CompletableFuture<T> raw = start(call);
        Future<?> alarm = after(
                scheduler, limit, () -> answer.complete(failed.apply("no answer within " + limit.toMillis() + " ms")));
        CompletableFuture<T> unused = raw.whenComplete((value, failure) -> {
            alarm.cancel(false);
            T usable = value == null ? failed.apply(reason(failure)) : value;
            if (!answer.complete(usable) && value != null) {
                late.accept(value);
            }
        });
        return answer;
    }

    private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> call) {
        try {
            @Nullable CompletableFuture<T> future = call.get();
            return future == null ? CompletableFuture.failedFuture(new NullPointerException("no future")) : future;
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Runs a task after a time; at once if the scheduler is shut down, because nothing would run it later. */
    static Future<?> after(ScheduledExecutorService scheduler, Duration wait, Runnable task) {
        try {
            return scheduler.schedule(task, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
            return CompletableFuture.completedFuture(null);
        }
    }

    private static String reason(@Nullable Throwable failure) {
        return failure == null ? "null came back" : failure.toString();
    }
}
