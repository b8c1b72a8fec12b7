// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.leader.LeadershipPolicy;
import java.time.Duration;

/**
 * Runs a StatefulSet in virtual time: see the package for an example. Collects its settings and is not thread-safe; every
 * {@link #run()} begins anew, and with the same settings ends the same.
 *
 * @since 0.1
 */
public final class Simulation {

    private static final int MOST_PODS = 1000;
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final double POLL_JITTER = 1.1;
    private static final int DOUBT = 8;
    private static final int SLOWEST_DOUBT = 4;
    private static final double BACKOFF_JITTER = 1.2;

    private final long seed;
    private int pods = 3;
    private Duration during = Duration.ofMinutes(10);
    private Faults faults = Faults.none();
    private ResolverSettings dns = ResolverSettings.caching();
    private WatchOptions watch = WatchOptions.defaults();
    private LeadershipPolicy policy = LeadershipPolicy.lowest();
    private Fencing fencing = Fencing.NONE;
    private boolean confirming;
    private PodProgram program = pod -> {};

    /** Everything that, with the seed, makes a history. */
    record Settings(
            long seed,
            int pods,
            Duration during,
            Faults faults,
            ResolverSettings dns,
            WatchOptions watch,
            LeadershipPolicy policy,
            Fencing fencing,
            boolean confirming,
            PodProgram program) {

        /** The longest stability window that a watch can learn here, with the time a lookup may take. */
        Duration longestWindow() {
            Duration poll = poll(dns.ttl());
            Duration learned = dns.ttl().plus(poll);
            Duration window = learned.compareTo(dns.negativeTtl()) > 0 ? learned : dns.negativeTtl();
            return (window.compareTo(watch.stabilityWindow()) > 0 ? window : watch.stabilityWindow())
                    .plus(dns.lookupDeadline());
        }

        /**
         * For how long watches distrust truthful answers after others: servers that disagreed often must agree in eight
         * times the usual number of looks, which come eight in a TTL, but no faster than the fastest poll and at least
         * every fourth of those.
         */
        Duration longestDoubt() {
            Duration share = dns.ttl().dividedBy(DOUBT);
            Duration least = watch.shortestPoll();
            Duration look = share.compareTo(least) < 0 ? least : share;
            Duration slowest = least.multipliedBy(SLOWEST_DOUBT);
            long nanos = (look.compareTo(slowest) > 0 ? slowest : look).toNanos();
            return Duration.ofNanos((long) (nanos * POLL_JITTER)).multipliedBy((long) watch.misses() * DOUBT);
        }

        private Duration poll(Duration ttl) {
            Duration least = ttl.compareTo(watch.shortestPoll()) < 0 ? watch.shortestPoll() : ttl;
            Duration clamped = least.compareTo(watch.longestPoll()) > 0 ? watch.longestPoll() : least;
            return Duration.ofNanos((long) (clamped.toNanos() * POLL_JITTER));
        }

        @Override
        public String toString() {
            return "simulation seed " + seed + ", " + pods + " pods during " + during + ", " + dns + ", fencing "
                    + fencing + (confirming ? ", confirming" : "");
        }
    }

    /**
     * For how long nobody may lead although nothing is wrong: the longest stability window, two polls, and what is left
     * of a fence's lease. After failures a poll comes as late as the backoff lets it.
     */
    Duration leaderBound() {
        Settings settings = settings();
        Duration backoff = Duration.ofNanos((long) (watch.longestBackoff().toNanos() * BACKOFF_JITTER));
        Duration regular = settings.poll(dns.ttl());
        Duration poll = regular.compareTo(backoff) > 0 ? regular : backoff;
        Duration lease = fencing == Fencing.LEASE ? FenceStore.LEASE : Duration.ZERO;
        return settings.longestWindow().plus(poll.multipliedBy(2)).plus(lease);
    }

    private Settings settings() {
        return new Settings(seed, pods, during, faults, dns, watch, policy, fencing, confirming, program);
    }

    private Simulation(long seed) {
        this.seed = seed;
    }

    /**
     * Three pods during ten minutes in which nothing goes wrong, on {@link ResolverSettings#caching()}, without fence or
     * confirmation, unless set otherwise.
     *
     * @param seed where all chance comes from
     */
    public static Simulation seeded(long seed) {
        return new Simulation(seed);
    }

    /**
     * How many pods there are, and are expected.
     *
     * @param pods 1 to 1000
     * @throws IllegalArgumentException if it is out of range
     */
    public Simulation pods(int pods) {
        if (pods < 1 || pods > MOST_PODS) {
            throw new IllegalArgumentException(pods + " pods are not 1 to " + MOST_PODS);
        }
        this.pods = pods;
        return this;
    }

    /**
     * How long it lasts, in virtual time.
     *
     * @throws IllegalArgumentException if it is not more than zero and at most 31 days
     */
    public Simulation during(Duration during) {
        if (during.isNegative() || during.isZero() || during.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a simulation of " + during + " is not more than zero and at most " + LONGEST.toDays() + " days");
        }
        this.during = during;
        return this;
    }

    /** What goes wrong. */
    public Simulation with(Faults faults) {
        this.faults = faults;
        return this;
    }

    /** How DNS is set up. */
    public Simulation dns(ResolverSettings dns) {
        this.dns = dns;
        return this;
    }

    /** How each pod watches. */
    public Simulation watching(WatchOptions watch) {
        this.watch = watch;
        return this;
    }

    /** Whom the pods choose. */
    public Simulation policy(LeadershipPolicy policy) {
        this.policy = policy;
        return this;
    }

    /** What guards the resource that leaders write to, once a second. */
    public Simulation fencing(Fencing fencing) {
        this.fencing = fencing;
        return this;
    }

    /** Whether a leader needs the confirmation of its peers. */
    public Simulation confirming(boolean confirming) {
        this.confirming = confirming;
        return this;
    }

    /** What runs in each pod, besides a watch and an elector. */
    public Simulation running(PodProgram program) {
        this.program = program;
        return this;
    }

    /**
     * Runs it, on this thread.
     *
     * @throws IllegalStateException if code in a pod failed; the message says which simulation it was, the cause what
     *     happened
     * @throws IllegalArgumentException if a disruption names a pod or a DNS replica that does not exist, or the settings of
     *     watch and elector do not fit each other
     */
    public History run() {
        Settings settings = settings();
        World world = new World(settings);
        try {
            return world.run();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    settings + " failed at " + world.time().instant() + ": " + e.getMessage(), e);
        }
    }
}
