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

    private final PodKey pod;
    private final NodeAddress address;
    private final JedisClusterNode node;
    private final ScheduledExecutorService scheduler;
    private final Duration interval;
    private final Consumer<PodLook> listener;
    private volatile boolean closed;

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
            return;
        }
        try {
            var probe = node.observe();
            if (!closed) {
                listener.accept(new PodLook(pod, address, probe));
            }
        } finally {
            if (!scheduler.isShutdown()) {
                var unused = scheduler.schedule(this::look, interval.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Ends with the next look, which closes the connection: it belongs to one thread at a time. */
    @Override
    public void close() {
        closed = true;
    }
}
