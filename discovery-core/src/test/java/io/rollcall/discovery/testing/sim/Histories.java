// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/**
 * Many random histories and what must hold in each. A quarter of the seeds is simulated without fence, one with a fence
 * that leases, one with a fence that counts and one with a confirmation instead of a fence.
 */
public final class Histories {

    private static final Duration DURING = Duration.ofMinutes(10);
    private static final int[] TTLS = {1, 5, 5, 30, 30, 30};
    private static final int KINDS = 4;
    private static final int MOST_PODS = 7;

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<String> reports = Collections.synchronizedList(new ArrayList<>());
    private long fencedTwins;
    private long unfencedWithTwoLeaders;
    private long confirmedWithTwoLeaders;
    private long ran;
    private long lookups;

    private Histories() {}

    /** Runs the seeds, on all processors. */
    public static Histories run(long firstSeed, long count) {
        Histories all = new Histories();
        Logger logger = (Logger) LoggerFactory.getLogger("io.rollcall.discovery");
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF); // They would say a million times that DNS fails, which it is meant to.
        try {
            LongStream.range(firstSeed, firstSeed + count).parallel().forEach(all::check);
        } finally {
            logger.setLevel(before);
        }
        Collections.sort(all.reports);
        Collections.sort(all.failures);
        return all;
    }

    /** The simulation of a seed. */
    static Simulation random(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        ResolverSettings dns = dns(random);
        Simulation simulation = Simulation.seeded(seed)
                .pods(1 + random.nextInt(MOST_PODS))
                .during(DURING)
                .dns(dns)
                .with(Faults.random());
        return switch ((int) Math.floorMod(seed, (long) KINDS)) {
            case 0 -> simulation;
            case 1 -> simulation.fencing(Fencing.LEASE);
            case 2 -> simulation.fencing(Fencing.COUNTER);
            default -> simulation.confirming(true);
        };
    }

    private static ResolverSettings dns(SplittableRandom random) {
        ResolverSettings base = random.nextBoolean() ? ResolverSettings.caching() : ResolverSettings.live();
        ResolverSettings sized = base.withTtl(ttl(random), ttl(random)).withReplicas(1 + random.nextInt(3));
        return random.nextInt(3) == 0 ? sized.withPinnedPods() : sized;
    }

    private static Duration ttl(SplittableRandom random) {
        return Duration.ofSeconds(TTLS[random.nextInt(TTLS.length)]);
    }

    private void check(long seed) {
        Simulation simulation = random(seed);
        History history = simulation.run();
        boolean two = !history.overlaps().isEmpty();
        synchronized (this) {
            ran++;
            lookups += history.lookups();
            fencedTwins += history.violations().isEmpty() ? 0 : 1;
            unfencedWithTwoLeaders += two && kind(seed) == 0 ? 1 : 0;
            confirmedWithTwoLeaders += two && kind(seed) == 3 ? 1 : 0;
        }
        history.violations().forEach(violation -> fail(seed, violation));
        history.overlaps().forEach(overlap -> judge(seed, overlap));
        Duration bound = simulation.leaderBound();
        if (history.longestLeaderless().compareTo(bound) > 0) {
            fail(seed, "nothing was wrong, and nobody led for " + history.longestLeaderless() + "; bound " + bound);
        }
    }

    /** Without fence two may lead where DNS lied, or one identity has two processes; what it lied about is reported. */
    private void judge(long seed, Overlap overlap) {
        switch (kind(seed)) {
            case 0 -> {
                reports.add("seed " + seed + ": " + overlap);
                if (overlap.deceived() == 0 && !overlap.twins()) {
                    fail(seed, "two led although DNS had not lied: " + overlap);
                }
            }
            case 1 -> fail(seed, "two held one lease: " + overlap);
            case 3 -> {
                if (!overlap.split()) {
                    fail(seed, "two were confirmed: " + overlap);
                }
            }
            default -> {} // A counter holds nobody off; the resource tells the two apart.
        }
    }

    private static int kind(long seed) {
        return (int) Math.floorMod(seed, (long) KINDS);
    }

    private void fail(long seed, String what) {
        failures.add("seed " + seed + ": " + what
                + "; run it alone with ./mvnw -pl discovery-core verify -Dit.test=HistoriesIT -Dsim.seed=" + seed);
    }

    /** What must not be, a sentence each. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** The overlaps of unfenced histories, one line each. */
    List<String> reports() {
        return List.copyOf(reports);
    }

    /** How many ran. */
    public long count() {
        return ran;
    }

    /** How many had two writers in one epoch, or an epoch that did not grow. */
    public long twoLeadersFenced() {
        return fencedTwins;
    }

    /** How many without fence and confirmation had two leaders at once. */
    public long twoLeadersUnfenced() {
        return unfencedWithTwoLeaders;
    }

    /** How many with confirmation had two leaders at once. */
    public long twoLeadersConfirmed() {
        return confirmedWithTwoLeaders;
    }

    /** How many lookups were made. */
    long lookups() {
        return lookups;
    }
}
