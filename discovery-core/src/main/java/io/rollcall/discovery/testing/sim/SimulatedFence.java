// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.leader.FencingTokens;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process's way to the store: questions and answers take time, and may get lost. */
final class SimulatedFence implements FencingTokens {

    private final PodProcess process;
    private final World world;
    private final FenceStore store;

    SimulatedFence(PodProcess process, World world, FenceStore store) {
        this.process = process;
        this.world = world;
        this.store = store;
    }

    @Override
    public CompletableFuture<Answer> claim(Claim claim) {
        return exchange(() -> store.claim(claim));
    }

    @Override
    public CompletableFuture<Answer> renew(Claim claim, long epoch) {
        return exchange(() -> store.renew(claim, epoch));
    }

    @Override
    public CompletableFuture<Void> release(Claim claim, long epoch) {
        return exchange(() -> {
            store.release(claim, epoch);
            return null;
        });
    }

    private <T extends @Nullable Object> CompletableFuture<T> exchange(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        world.later(delay(), () -> {
            if (!world.fenceIsDown()) {
                T said = question.get();
                world.later(delay(), () -> reply(answer, said));
            }
        });
        return answer;
    }

    /** A lost question or answer is neither; the process has to give up by itself. */
    private <T extends @Nullable Object> void reply(CompletableFuture<T> answer, T said) {
        if (!world.fenceIsDown() && !process.isDead()) {
            process.time().later(Duration.ZERO, () -> answer.complete(said));
        }
    }

    private Duration delay() {
        return Duration.ofNanos(200_000 + world.random().nextLong(10_000_000));
    }
}
