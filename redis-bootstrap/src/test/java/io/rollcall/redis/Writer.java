// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisException;

/** A client that counts in a few thousand keys without a pause, and what it was told. */
public final class Writer implements AutoCloseable {

    /** How the names of all its keys begin. */
    public static final String PREFIX = "counter:";

    private static final int KEYS = 2_000;

    private static final AtomicInteger WRITERS = new AtomicInteger();

    private final String prefix = PREFIX + WRITERS.incrementAndGet() + ":";
    private final RedisClusterClient client;
    private final int[] acknowledged = new int[KEYS];
    private final List<String> errors = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "writer");
    private final AtomicLong writes = new AtomicLong();
    private volatile long longest;

    public Writer(List<InetSocketAddress> addresses) {
        client = Dataset.client(addresses);
        thread.setDaemon(true);
        thread.start();
        Awaitility.await("first writes").until(() -> writes.get() > 100);
    }

    private void run() {
        for (int i = 0; !ended.get(); i = (i + 1) % KEYS) {
            long begin = System.nanoTime();
            try {
                client.incr(prefix + i);
                acknowledged[i]++;
            } catch (JedisException problem) {
                errors.add(prefix + i + ": " + problem);
            }
            longest = Math.max(longest, System.nanoTime() - begin);
            writes.incrementAndGet();
        }
    }

    /** How many writes there were. */
    public long writes() {
        return writes.get();
    }

    /** The longest that one write took, redirects included. */
    public Duration longest() {
        return Duration.ofNanos(longest);
    }

    /** Ends it: no write failed, and every acknowledged one is there, once. */
    public void assertNothingLost() throws InterruptedException {
        ended.set(true);
        thread.join();
        assertThat(errors).isEmpty();
        for (int i = 0; i < KEYS; i++) {
            if (acknowledged[i] > 0) {
                assertThat(client.get(prefix + i)).as("counter %d", i).isEqualTo(Integer.toString(acknowledged[i]));
            }
        }
    }

    @Override
    public void close() {
        ended.set(true);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
