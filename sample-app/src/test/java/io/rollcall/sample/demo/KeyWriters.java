// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of {@code /kv} that write the longest values there are, each as fast as it is answered. */
final class KeyWriters {

    private static final int KEYS = 1_000;

    private KeyWriters() {}

    /** Lets them write; says how many writes were answered with 200. */
    static long run(URI page, int writers, long seconds) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        AtomicLong written = new AtomicLong();
        long end = System.nanoTime() + seconds * 1_000_000_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int writer = i;
            threads.add(new Thread(() -> write(http, page, writer, end, written), "bench-writer-" + i));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return written.get();
    }

    private static void write(HttpClient http, URI page, int writer, long end, AtomicLong written) {
        String value = "v".repeat(4_096);
        try {
            for (int i = 0; System.nanoTime() - end < 0; i++) {
                HttpRequest put = HttpRequest.newBuilder(page.resolve("/kv/bench-" + writer + "-" + i % KEYS))
                        .header("Content-Type", "text/plain")
                        .PUT(HttpRequest.BodyPublishers.ofString(value))
                        .build();
                if (http.send(put, BodyHandlers.discarding()).statusCode() == 200) {
                    written.incrementAndGet();
                }
            }
        } catch (IOException problem) {
            throw new IllegalStateException("the application does not answer", problem);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
