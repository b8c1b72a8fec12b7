// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Course;
import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.Finding;
import io.rollcall.redis.decide.Gate;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Step;
import io.rollcall.redis.node.EffectFailure;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Looks, decides and applies until a plan is reality. */
final class Convergence {

    /** Between two looks at the least: a fraction of what the servers need for anything that is waited for here. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** At the most; a look at a node that does not answer takes its time-out. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /** Looks keep many nodes busy; they shall have twice that time for what is waited for. */
    private static final int PAUSE_PER_LOOK = 2;

    /** What a failover may take: an election waits up to a second for each better candidate. */
    private static final Duration FAILOVER = Duration.ofSeconds(2);

    /** Ten times what sixty nodes need; who needs longer is rather held up by time-outs that are too short. */
    private static final Duration HASTE = Duration.ofSeconds(12);

    private static final int MOST_REASONS = 4;

    private final BootstrapOptions options;
    private final Roster roster;
    private final Round round;
    private final Progress progress;
    private final StopSignal stop;
    private final LongSupplier nanos;
    private final long deadline;
    private final ProbeWrites probes;
    private boolean changed;
    private Duration lookTook = Duration.ZERO;
    private List<Effect> last = List.of();
    private long lastApplied;
    private List<String> missing = List.of();
    private List<EffectFailure> failures = List.of();

    Convergence(
            BootstrapOptions options,
            Roster roster,
            Round round,
            Progress progress,
            StopSignal stop,
            LongSupplier nanos,
            long deadline,
            RandomGenerator random) {
        this.options = options;
        this.roster = roster;
        this.round = round;
        this.progress = progress;
        this.stop = stop;
        this.nanos = nanos;
        this.deadline = deadline;
        this.probes = new ProbeWrites(random);
    }

    BootstrapResult from(Observation first, Course fast, List<Finding> found, List<String> absent, PhaseClock clock)
            throws InterruptedException {
        Observation seen = first;
        Course course = fast;
        while (!stop.isAsked() && nanos.getAsLong() < deadline) {
            if (course == fast && isTooFast(clock)) {
                progress.warning("the links do not settle within the lowered time-outs, so the machine is slow or a bus"
                        + " port cannot be reached; going on with the configured ones");
                restore(fast);
                course = fast.patient();
            }
            Step step = course.next(seen);
            if (step instanceof Step.Formed formed) {
                missing = probes.run(formed.plan(), roster, changed);
                if (missing.isEmpty()) {
                    return new BootstrapResult.Done(
                            formed.plan(), seen, clock.elapsed(), clock.done(), changed, found, absent);
                }
                progress.waiting(Gate.PERSIST, missing);
                pause();
            } else if (step instanceof Step.Apply apply) {
                clock.at(apply.gate());
                apply(apply.gate(), apply.effects());
            } else if (step instanceof Step.Wait wait) {
                clock.at(wait.gate());
                missing = wait.reasons();
                progress.waiting(wait.gate(), missing);
                pause();
            } else if (step instanceof Step.Stop risk) {
                restore(course);
                return new BootstrapResult.Refused(risk.refusal());
            }
            long begin = nanos.getAsLong();
            Round.Look look = round.look(roster.nodes());
            lookTook = Duration.ofNanos(nanos.getAsLong() - begin);
            if (look.refusal().isPresent()) {
                restore(course);
                return new BootstrapResult.Refused(look.refusal().get());
            }
            if (look.silent().isEmpty()) {
                seen = look.observation();
            } else {
                missing = look.silent();
                progress.silent(missing);
                pause();
            }
        }
        restore(course);
        return stop.isAsked() ? new BootstrapResult.Stopped() : new BootstrapResult.TimedOut(tooLate());
    }

    private void pause() throws InterruptedException {
        long fair = lookTook.multipliedBy(PAUSE_PER_LOOK).toNanos();
        stop.pause(Duration.ofNanos(Math.min(Math.max(fair, BETWEEN_LOOKS.toNanos()), LONGEST_PAUSE.toNanos())));
    }

    private static boolean isTooFast(PhaseClock clock) {
        return !clock.hasPassed(Gate.LINKS) && clock.elapsed().compareTo(HASTE) > 0;
    }

    private void apply(Gate gate, List<Effect> effects) throws InterruptedException {
        if (isUnderWay(effects)) {
            pause();
            return;
        }
        progress.applying(gate, effects);
        changed = true;
        last = effects;
        lastApplied = nanos.getAsLong();
        List<EffectFailure> refused = round.apply(effects, roster);
        if (!refused.isEmpty()) {
            // Usually another bootstrapper was faster, and the next look shows it done.
            failures = refused;
            pause();
        }
    }

    /** A failover takes a moment, and to ask again begins it anew. */
    private boolean isUnderWay(List<Effect> effects) {
        return effects.equals(last)
                && effects.stream().anyMatch(Effect.Failover.class::isInstance)
                && nanos.getAsLong() - lastApplied < FAILOVER.toNanos();
    }

    /** On the way out, from whoever still answers; the next run does the rest. */
    private void restore(Course course) throws InterruptedException {
        List<Effect> effects = course.restore(round.look(roster.nodes()).observation());
        if (!effects.isEmpty()) {
            progress.applying(Gate.PERSIST, effects);
            round.apply(effects, roster);
        }
    }

    private String tooLate() {
        Set<String> refused = failures.stream()
                .map(failure -> roster.node(failure.effect().on()).pod() + ": " + failure.answer())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return "not done after " + options.deadline().toMillis() / 1000.0 + " s: "
                + missing.stream().limit(MOST_REASONS).collect(Collectors.joining("; "))
                + (missing.size() > MOST_REASONS ? "; and " + (missing.size() - MOST_REASONS) + " more" : "")
                + (refused.isEmpty()
                        ? ""
                        : "; last refused: "
                                + refused.stream().limit(MOST_REASONS).collect(Collectors.joining("; ")))
                + "; settings are restored, and a further run goes on from here: check that the cluster bus ports can be"
                + " reached, and raise --timeout";
    }
}
