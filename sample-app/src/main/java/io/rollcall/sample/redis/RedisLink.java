// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.node.RedisAccess;
import io.rollcall.sample.live.NamedThreads;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Jedis's cluster client, made of the addresses that DNS lists and made anew when these change: a client that knows only
 * addresses of the past never finds the cluster again. Thread-safe.
 */
@Singleton
public final class RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    private static final int ATTEMPTS = 3;
    private static final int MOST_CONNECTIONS = 32;
    private static final Duration CONNECTION_WAIT = Duration.ofMillis(500);
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(5);
    /** A failing slot makes every writer ask for the topology; once in this time is enough. */
    private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** How long calls that have the old client may go on. */
    private static final long OLD_CLIENT_SECONDS = 10;

    private final RedisPeers peers;
    private final RedisAccess access;
    private final boolean enabled;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.daemons("sample-redis-link"));
    private final AtomicLong refreshed = new AtomicLong(System.nanoTime() - REFRESH_NANOS);
    private volatile @Nullable RedisClusterClient client;
    private Set<HostAndPort> seeds = Set.of();

    RedisLink(RedisPeers peers, RedisAccess access, RedisSettings settings) {
        this.peers = peers;
        this.access = access;
        this.enabled = settings.enabled();
        var unused = scheduler.scheduleWithFixedDelay(this::connect, 0, 500, TimeUnit.MILLISECONDS);
    }

    /**
     * Calls the client. Blocks.
     *
     * @throws RedisUnavailableException if there is no cluster to call yet
     * @throws JedisException what the call throws
     */
    public <T> T call(Function<RedisClusterClient, T> call) {
        return call.apply(client());
    }

    /**
     * Uses one connection to the master of a slot, so that a WAIT waits for what was written before it. Tries once.
     * Blocks for at most the time-outs of connection and answer.
     *
     * @throws RedisUnavailableException if there is no cluster to call yet
     * @throws JedisException what the use throws; the topology is looked up anew before the next
     */
    public <T> T onMaster(int slot, Function<Connection, T> use) {
        RedisClusterClient open = client();
        try (Connection connection = open.getConnectionFromSlot(slot)) {
            return use.apply(connection);
        } catch (JedisException failed) {
            refresh(open);
            throw failed;
        }
    }

    private RedisClusterClient client() {
        RedisClusterClient open = client;
        if (open == null) {
            throw new RedisUnavailableException(
                    enabled
                            ? "no node of " + peers.service().domain() + " has answered yet"
                            : RedisSettings.ENABLED + " is false: this application has no Redis Cluster");
        }
        return open;
    }

    private void refresh(RedisClusterClient open) {
        long last = refreshed.get();
        if (System.nanoTime() - last > REFRESH_NANOS && refreshed.compareAndSet(last, System.nanoTime())) {
            try {
                open.refreshClusterTopology();
            } catch (JedisException nobodyAnswers) {
                LOG.debug("the topology of {} cannot be read", peers.service().domain(), nobodyAnswers);
            }
        }
    }

    private void connect() {
        Set<HostAndPort> wanted = nodes(peers.addresses().values());
        if (wanted.isEmpty() || wanted.equals(seeds)) {
            return;
        }
        try {
            RedisClusterClient fresh = RedisClusterClient.builder()
                    .nodes(wanted)
                    .clientConfig(Clients.config(access))
                    .poolConfig(pool())
                    .maxAttempts(ATTEMPTS)
                    .maxTotalRetriesDuration(access.timeout())
                    .topologyRefreshPeriod(TOPOLOGY_REFRESH)
                    .build();
            RedisClusterClient old = client;
            client = fresh;
            seeds = wanted;
            if (old != null) {
                var unused = scheduler.schedule(old::close, OLD_CLIENT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (JedisException nobodyAnswers) {
            LOG.debug("no node of {} answers", wanted, nobodyAnswers);
        }
    }

    private static Set<HostAndPort> nodes(Collection<NodeAddress> addresses) {
        return addresses.stream()
                .map(address -> new HostAndPort(address.ip(), address.port()))
                .collect(Collectors.toSet());
    }

    private static GenericObjectPoolConfig<Connection> pool() {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_CONNECTIONS);
        pool.setMaxWait(CONNECTION_WAIT);
        pool.setJmxEnabled(false);
        return pool;
    }

    @PreDestroy
    void close() {
        scheduler.shutdownNow();
        RedisClusterClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }
}
