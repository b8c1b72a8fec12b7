// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerListener;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PeerWatchesTest {

    /** Two threads that close the last two watches at once, put one into the other. */
    @Test
    void threads_outliveTheLastFeed_whenWatchesAreClosedAtOnce() {
        List<Runnable> whenCancelled = new ArrayList<>();
        PeerWatches watches =
                PeerWatches.of(new Unanswered(whenCancelled), InstantSource.system(), new SplittableRandom(1));
        PeerWatch one = watches.open(WatchOptions.defaults(), event -> {});
        PeerWatch other = watches.open(WatchOptions.builder().misses(4).build(), event -> {});
        SharedThreads running = current();
        List<SharedThreads> meanwhile = new ArrayList<>();
        whenCancelled.add(other::close);
        whenCancelled.add(() -> meanwhile.add(current()));

        one.close();

        assertThat(meanwhile).first().isSameAs(running);
        assertThat(running.scheduler().isShutdown()).isTrue();
    }

    private static SharedThreads current() {
        SharedThreads threads = SharedThreads.lease();
        threads.close();
        return threads;
    }

    /** Never answers; the first lookup that is given up runs what is there to run. */
    private record Unanswered(List<Runnable> whenCancelled) implements PeerDiscovery {

        @Override
        public HeadlessService service() {
            return HeadlessService.named("orders").expectedPeers(3).build();
        }

        @Override
        public CompletableFuture<LookupResult> lookup() {
            return new CompletableFuture<>() {
                @Override
                public boolean cancel(boolean mayInterruptIfRunning) {
                    List<Runnable> tasks = List.copyOf(whenCancelled);
                    whenCancelled.clear();
                    tasks.forEach(Runnable::run);
                    return super.cancel(mayInterruptIfRunning);
                }
            };
        }

        @Override
        public PeerWatch watch(WatchOptions options, PeerListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PeerView await(Completeness wanted, Duration within, Consumer<LookupResult> progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
