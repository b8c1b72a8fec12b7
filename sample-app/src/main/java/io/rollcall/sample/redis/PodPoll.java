// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.node.JedisClusterNode;
import io.rollcall.redis.node.RedisAccess;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at one pod again and again, each look counted from the end of the last, so that a pod that is silent holds up
 * nobody but itself.
 */
final class PodPoll implements AutoCloseable {

    /** Lag and labels are asked for with every fourth look. */
    private static final int DETAILS_EVERY = 4;

    private final PodKey pod;
    private final NodeAddress address;
    private final JedisClusterNode node;
    private final DetailsReader reader;
    private final ScheduledExecutorService scheduler;
    private final Duration interval;
    private final Consumer<PodLook> listener;
    private volatile boolean closed;
    private Details details = Details.NONE;
    private int looks;

    PodPoll(
            PodKey pod,
            NodeAddress address,
            RedisAccess access,
            ScheduledExecutorService scheduler,
            Duration interval,
            Consumer<PodLook> listener) {
        this.pod = pod;
        this.address = address;
        this.node = new JedisClusterNode(Math.max(0, pod.ordinal()), pod.name(), address, access);
        this.reader = new DetailsReader(address, access);
        this.scheduler = scheduler;
        this.interval = interval;
        this.listener = listener;
    }

    NodeAddress address() {
        return address;
    }

    void start() {
        scheduler.execute(this::look);
    }

    private void look() {
        if (closed) {
            node.close();
            reader.close();
            return;
        }
        try {
            var probe = node.observe();
            if (looks++ % DETAILS_EVERY == 0) {
                details = reader.read();
            }
            if (!closed) {
                listener.accept(new PodLook(pod, address, probe, details));
            }
        } finally {
            if (!scheduler.isShutdown()) {
                var unused = scheduler.schedule(this::look, interval.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Ends with the next look, which closes the connections: they belong to one thread at a time. */
    @Override
    public void close() {
        closed = true;
    }
}
