// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Many random histories and what must hold in each. A quarter of the seeds is simulated without fence, one with a fence
 * that leases, one with a fence that counts and one with a confirmation instead of a fence.
 */
public final class Histories {

    private static final Duration DURING = Duration.ofMinutes(10);
    private static final int[] TTLS = {1, 5, 5, 30, 30, 30};
    private static final int KINDS = 4;
    private static final int MOST_PODS = 7;
    private static final long BATCH = 10_000;

    private final List<String> failures = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private long fencedTwins;
    private long unfencedWithTwoLeaders;
    private long unfencedThoughMostKnew;
    private long confirmedWithTwoLeaders;
    private long ran;
    private long lookups;

    private Histories() {}

    /** What there is to say about one history; the history itself would be too much to keep. */
    private record Verdict(
            boolean twoLeaders,
            boolean mostKnew,
            boolean violated,
            long lookups,
            List<String> reports,
            List<String> failures) {}

    /** Runs the seeds, on all processors; what is said of them is in their order. */
    public static Histories run(long firstSeed, long count) {
        Histories all = new Histories();
        Silence.during(() -> {
            for (long from = 0; from < count; from += BATCH) {
                all.runBatch(firstSeed + from, Math.min(BATCH, count - from));
            }
        });
        return all;
    }

    private void runBatch(long firstSeed, long count) {
        LongStream.range(firstSeed, firstSeed + count)
                .parallel()
                .mapToObj(seed -> Map.entry(seed, verdict(seed)))
                .toList()
                .forEach(each -> count(each.getKey(), each.getValue()));
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

    private static Verdict verdict(long seed) {
        Simulation simulation = random(seed);
        History history = simulation.run();
        List<String> reports = new ArrayList<>();
        List<String> failures = new ArrayList<>(history.violations());
        for (Overlap overlap : history.overlaps()) {
            judge(kind(seed), overlap).ifPresent(failures::add);
            if (kind(seed) == 0) {
                reports.add("two led for " + overlap.lasted().toMillis() + " ms: " + overlap);
            }
        }
        Duration bound = simulation.leaderBound();
        if (history.longestLeaderless().compareTo(bound) > 0) {
            failures.add("nothing was wrong, and nobody led for " + history.longestLeaderless() + "; bound " + bound);
        }
        return new Verdict(
                !history.overlaps().isEmpty(),
                history.overlaps().stream().anyMatch(overlap -> !overlap.majority()),
                !history.violations().isEmpty(),
                history.lookups(),
                reports,
                failures);
    }

    private void count(long seed, Verdict verdict) {
        ran++;
        lookups += verdict.lookups();
        fencedTwins += verdict.violated() ? 1 : 0;
        unfencedWithTwoLeaders += verdict.twoLeaders() && kind(seed) == 0 ? 1 : 0;
        unfencedThoughMostKnew += verdict.mostKnew() && kind(seed) == 0 ? 1 : 0;
        confirmedWithTwoLeaders += verdict.twoLeaders() && kind(seed) == 3 ? 1 : 0;
        verdict.reports().forEach(report -> reports.add("seed " + seed + ": " + report));
        verdict.failures()
                .forEach(what -> failures.add("seed " + seed + ": " + what
                        + "; run it alone with ./mvnw -pl discovery-core verify -Dit.test=HistoriesIT -Dsim.seed="
                        + seed));
    }

    /**
     * What must not be. Without fence two may lead while DNS lies to one of them, who then sees exactly what it would see
     * if it were to take over, or if one identity has two processes; never otherwise, whomever else DNS lies to.
     */
    private static Optional<String> judge(int kind, Overlap overlap) {
        boolean mayBe = switch (kind) {
            case 0 -> overlap.misled() || overlap.twins();
            case 1 -> false; // A lease holds everybody else off.
            case 2 -> true; // A counter holds nobody off; the resource tells the two apart.
            default -> overlap.split();
        };
        return mayBe ? Optional.empty() : Optional.of("two led, which must not be: " + overlap);
    }

    private static int kind(long seed) {
        return (int) Math.floorMod(seed, (long) KINDS);
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

    /** In how many of these DNS had lied to no more than half of the pods. */
    public long twoLeadersThoughMostKnew() {
        return unfencedThoughMostKnew;
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
