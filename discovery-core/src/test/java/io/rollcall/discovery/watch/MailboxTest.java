// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.ViewFresh;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handing over on real threads. */
@Timeout(30)
class MailboxTest {

    private static final PeerEvent EVENT = new ViewFresh(Orders.all().view());

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void events_areHandedOverInOrder_oneAtATime() throws Exception {
        int count = 10_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        List<PeerEvent> sent = IntStream.range(0, count)
                .mapToObj(i -> (PeerEvent) new ViewFresh(Orders.all().view()))
                .toList();
        List<PeerEvent> got = new java.util.ArrayList<>();
        CountDownLatch all = new CountDownLatch(count);
        Mailbox mailbox = new Mailbox(
                event -> {
                    if (inside.incrementAndGet() > 1) {
                        overlaps.incrementAndGet();
                    }
                    got.add(event);
                    inside.decrementAndGet();
                    all.countDown();
                },
                threads);

        for (PeerEvent event : sent) {
            mailbox.add(List.of(event));
            mailbox.wake();
        }
        all.await();

        assertThat(overlaps).hasValue(0);
        assertThat(got)
                .hasSize(count)
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .containsExactlyElementsOf(sent);
    }

    @Test
    void close_waitsForTheCallThatIsUnderWay() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Mailbox mailbox = new Mailbox(
                event -> {
                    entered.countDown();
                    await(leave);
                    ended.set(true);
                },
                threads);
        mailbox.add(List.of(EVENT, EVENT));
        mailbox.wake();
        entered.await();
        threads.execute(leave::countDown);

        mailbox.close();

        assertThat(ended).isTrue();
    }

    @Test
    void close_doesNotWaitForEver_forAListenerThatWaitsForTheCaller() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(1);
        Mailbox mailbox = new Mailbox(
                event -> {
                    calls.incrementAndGet();
                    entered.countDown();
                    await(closed);
                    left.countDown();
                },
                threads);
        mailbox.add(List.of(EVENT, EVENT));
        mailbox.wake();
        entered.await();

        mailbox.close();
        closed.countDown();
        left.await();
        threads.shutdown();

        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
