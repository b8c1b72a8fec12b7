// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.time.Duration;

/**
 * How the simulated cluster's DNS is set up. Immutable.
 *
 * @param replicas how many servers answer, each with a cache of its own; 1 to 16
 * @param pinned whether a pod always asks the same replica, as it does a cache on its node. Otherwise each lookup goes to
 *     one by chance, as through a Kubernetes service
 * @param ttl the TTL of records; whole seconds, zero or more
 * @param negativeTtl the TTL of negative answers; whole seconds, zero or more
 * @param cached whether each replica caches its answers for their TTL. Without, it answers from its live data, although
 *     the TTL on the wire is the same
 * @param propagation how long a replica takes to hear of a change, at the most
 * @param lookupDeadline how long a lookup without an answer takes to fail
 * @since 0.1
 */
public record ResolverSettings(
        int replicas,
        boolean pinned,
        Duration ttl,
        Duration negativeTtl,
        boolean cached,
        Duration propagation,
        Duration lookupDeadline) {

    private static final int MOST_REPLICAS = 16;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public ResolverSettings {
        if (replicas < 1 || replicas > MOST_REPLICAS) {
            throw new IllegalArgumentException(replicas + " DNS replicas are not 1 to " + MOST_REPLICAS);
        }
        notNegative("TTL", ttl);
        notNegative("negative TTL", negativeTtl);
        notNegative("propagation", propagation);
        notNegative("lookup deadline", lookupDeadline);
    }

    /** CoreDNS as older versions of kubeadm and the cluster addon set it up: two replicas, each caching for 30 s. */
    public static ResolverSettings caching() {
        return kubeadm(true);
    }

    /** CoreDNS as kubeadm sets it up since Kubernetes 1.32: two replicas, TTL 30 s, nothing of the cluster cached. */
    public static ResolverSettings live() {
        return kubeadm(false);
    }

    private static ResolverSettings kubeadm(boolean cached) {
        Duration ttl = Duration.ofSeconds(30);
        return new ResolverSettings(2, false, ttl, ttl, cached, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    /** The same with other TTLs. */
    public ResolverSettings withTtl(Duration ttl, Duration negativeTtl) {
        return new ResolverSettings(replicas, pinned, ttl, negativeTtl, cached, propagation, lookupDeadline);
    }

    /** The same with another number of replicas. */
    public ResolverSettings withReplicas(int replicas) {
        return new ResolverSettings(replicas, pinned, ttl, negativeTtl, cached, propagation, lookupDeadline);
    }

    /** The same, each pod asking one replica only. */
    public ResolverSettings withPinnedPods() {
        return new ResolverSettings(replicas, true, ttl, negativeTtl, cached, propagation, lookupDeadline);
    }

    /** How old an answer may be without being a lie: the longer TTL where it is cached, and the propagation. */
    public Duration oldestTruth() {
        return oldestTruth(ttl.compareTo(negativeTtl) > 0 ? ttl : negativeTtl);
    }

    /** The same, for answers that are cached for so long. */
    Duration oldestTruth(Duration kept) {
        return cached ? propagation.plus(kept) : propagation;
    }

    private static void notNegative(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("the " + what + " " + value + " is negative");
        }
    }
}
