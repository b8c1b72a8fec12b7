// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.leader.Epoch;
import io.rollcall.discovery.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Watches from outside who leads, and writes to the guarded resource in the name of those who do. */
final class Referee {

    private static final Duration WRITE_EVERY = Duration.ofSeconds(1);
    private static final long SLOWEST_WRITE_NANOS = 500_000_000;

    private final VirtualTime time;
    private final SplittableRandom random;
    private final Circumstances circumstances;
    private final LongSupplier healthyFrom;
    private final Resource resource = new Resource();
    private final List<Term> leading = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final List<Leadership> terms = new ArrayList<>();
    private final List<Overlap> overlaps = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long leaderlessSince;
    private long longestLeaderless;
    private long highestEpoch;

    /** Says under which circumstances an overlap begins. */
    interface Circumstances {
        Overlap describe(PodProcess first, PodProcess second, Duration now);
    }

    private record Term(PodProcess process, Epoch epoch, long from) {}

    private record Open(Term first, Term second, Overlap begun) {}

    /** @param healthyFrom since when nothing has been wrong; {@link Long#MAX_VALUE} while something is */
    Referee(VirtualTime time, SplittableRandom random, Circumstances circumstances, LongSupplier healthyFrom) {
        this.time = time;
        this.random = random;
        this.circumstances = circumstances;
        this.healthyFrom = healthyFrom;
    }

    void start() {
        long every = WRITE_EVERY.toNanos();
        var unused = time.scheduleAtFixedRate(this::writeAll, every, every, TimeUnit.NANOSECONDS);
    }

    void leads(PodProcess process, Epoch epoch) {
        accountForLeaderlessness();
        Term term = new Term(process, epoch, time.nanoTime());
        for (Term other : leading) {
            open.add(new Open(other, term, circumstances.describe(other.process(), process, now())));
        }
        leading.add(term);
        if (epoch instanceof Epoch.Fenced fenced) {
            if (fenced.number() <= highestEpoch) {
                violations.add("at " + now() + " " + process + " began epoch " + fenced.number() + " after epoch "
                        + highestEpoch + " had begun");
            }
            highestEpoch = Math.max(highestEpoch, fenced.number());
            write(term);
        }
    }

    void stops(PodProcess process) {
        leading.stream().filter(term -> term.process() == process).toList().forEach(this::end);
    }

    private void end(Term term) {
        leading.remove(term);
        terms.add(new Leadership(term.process().toString(), term.epoch(), Duration.ofNanos(term.from()), now()));
        for (Open each : List.copyOf(open)) {
            if (each.first().equals(term) || each.second().equals(term)) {
                open.remove(each);
                close(each.begun());
            }
        }
        if (leading.isEmpty()) {
            leaderlessSince = time.nanoTime();
        }
    }

    private void close(Overlap begun) {
        Duration lasted = now().minus(begun.from());
        if (!lasted.isZero()) {
            overlaps.add(new Overlap(
                    begun.first(),
                    begun.second(),
                    begun.from(),
                    lasted,
                    begun.twins(),
                    begun.misled(),
                    begun.deceived(),
                    begun.majority(),
                    begun.split()));
        }
    }

    /** To be called before health changes for the worse, and at the end. */
    void accountForLeaderlessness() {
        long healthy = healthyFrom.getAsLong();
        if (leading.isEmpty() && healthy != Long.MAX_VALUE) {
            longestLeaderless = Math.max(longestLeaderless, time.nanoTime() - Math.max(healthy, leaderlessSince));
        }
    }

    void finish() {
        accountForLeaderlessness();
        List.copyOf(leading).forEach(this::end);
        violations.addAll(resource.violations());
    }

    private void writeAll() {
        leading.stream().filter(term -> !term.process().isPaused()).forEach(this::write);
    }

    /** A write takes time, so that it may come after its term. */
    private void write(Term term) {
        if (term.epoch() instanceof Epoch.Fenced fenced) {
            var unused = time.schedule(
                    (Runnable)
                            () -> resource.write(fenced.number(), term.process().toString(), now()),
                    random.nextLong(SLOWEST_WRITE_NANOS),
                    TimeUnit.NANOSECONDS);
        }
    }

    private Duration now() {
        return Duration.ofNanos(time.nanoTime());
    }

    List<Leadership> terms() {
        return terms;
    }

    List<Overlap> overlaps() {
        return overlaps;
    }

    List<AcceptedEpoch> accepted() {
        return resource.accepted();
    }

    List<String> violations() {
        return violations;
    }

    Duration longestLeaderless() {
        return Duration.ofNanos(Math.max(0, longestLeaderless));
    }
}
