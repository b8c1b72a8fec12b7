// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.decide.ScaleGate;
import io.rollcall.redis.decide.ScaleObservation;
import io.rollcall.redis.decide.ScalePlan;
import io.rollcall.redis.decide.ScalePlanner;
import io.rollcall.redis.decide.ScalePlanning;
import io.rollcall.redis.decide.ScaleStep;
import io.rollcall.redis.decide.Scaling;
import io.rollcall.redis.decide.TransientSettings;
import io.rollcall.redis.node.EffectFailure;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Looks, decides and applies until a cluster has another size. */
final class ScaleLoop {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    /** A failover that was asked for takes its time; asking again would begin it anew. */
    private static final Duration FAILOVER = Duration.ofSeconds(3);
    /** After so many moves in a row that broke off without a slot moved, it will not get better by itself. */
    private static final int MOST_BREAKS = 10;
    /** What does not come right by waiting: only so long, and then it is refused. */
    private static final Set<ScaleGate> IMPATIENT = EnumSet.of(ScaleGate.HEALTH, ScaleGate.PROOF);

    private static final int MOST_REASONS = 4;

    private final Assembly assembly;
    private final Round round;
    private final SlotMoves moves;
    private final ScaleOptions options;
    private final ScaleProgress progress;
    private final StopSignal stop;
    private final LongSupplier nanos;
    private final long deadline;
    private final long patienceEnds;
    private final ProbeWrites probes;
    private final ScaleClock clock;
    private Optional<ScalePlan> first = Optional.empty();
    private Optional<Observation> begun = Optional.empty();
    private Optional<Scaling> scaling = Optional.empty();
    private Optional<ScaleResult> result = Optional.empty();
    private List<String> missing = List.of();
    private List<EffectFailure> failures = List.of();
    private List<String> removable = List.of();
    private boolean changed;
    private boolean doubtful;
    private int breaks;

    ScaleLoop(
            Assembly assembly,
            Round round,
            SlotMoves moves,
            ScaleOptions options,
            ScaleProgress progress,
            StopSignal stop,
            LongSupplier nanos,
            long deadline,
            ProbeWrites probes) {
        this.assembly = assembly;
        this.round = round;
        this.moves = moves;
        this.options = options;
        this.progress = progress;
        this.stop = stop;
        this.nanos = nanos;
        this.deadline = deadline;
        this.patienceEnds = nanos.getAsLong() + options.patience().toNanos();
        this.probes = probes;
        this.clock = new ScaleClock(nanos);
    }

    ScaleResult run() throws InterruptedException {
        boolean unlisted = false;
        while (result.isEmpty() && !stop.isAsked() && nanos.getAsLong() - deadline < 0) {
            Assembly.Look look = assembly.look(doubtful);
            if (look instanceof Assembly.Look.Seen seen) {
                doubtful = false;
                step(seen.observation());
            } else if (look instanceof Assembly.Look.Refused refused) {
                result = Optional.of(new ScaleResult.Refused(refused.refusal()));
            } else if (look instanceof Assembly.Look.Missing nobody) {
                doubtful = true;
                unlisted = !nobody.listed();
                missing = nobody.reasons();
                progress.silent(missing);
                if (first.isEmpty() && impatient()) {
                    break;
                }
                stop.pause(BETWEEN_LOOKS);
            }
        }
        if (result.filter(ScaleResult.Done.class::isInstance).isEmpty()) {
            restore();
        }
        if (result.isEmpty() && !stop.isAsked() && unlisted && first.isEmpty()) {
            return new ScaleResult.PeersMissing(reasons() + "; nothing was changed");
        }
        return result.orElseGet(() -> stop.isAsked() ? new ScaleResult.Stopped() : new ScaleResult.TimedOut(tooLate()));
    }

    private void step(ScaleObservation seen) throws InterruptedException {
        ScalePlanning planning = ScalePlanner.plan(seen, options.goal());
        if (planning instanceof ScalePlanning.Refused refused) {
            // DNS may be behind: what it does not list now it may list in a moment.
            if (refused.refusal().cause() == Refusal.Cause.GONE && !impatient()) {
                doubtful = true;
                progress.silent(List.of(refused.refusal().sentence()));
                stop.pause(BETWEEN_LOOKS);
            } else {
                result = Optional.of(new ScaleResult.Refused(refused.refusal()));
            }
            return;
        }
        ScalePlan plan = ((ScalePlanning.Planned) planning).plan();
        if (first.isEmpty()) {
            begin(plan, seen);
        }
        if (result.isEmpty()) {
            take(scaling.orElseThrow().next(seen, options.goal(), plan), plan, seen);
        }
    }

    private void begin(ScalePlan plan, ScaleObservation seen) {
        first = Optional.of(plan);
        begun = Optional.of(seen.nodes());
        removable = seen.nodes().nodes().stream()
                .filter(node -> !options.goal().keeps(node.ordinal()))
                .map(node -> node.pod())
                .toList();
        progress.planned(plan, seen.nodes());
        if (options.drains() && !plan.joining().isEmpty()) {
            result = Optional.of(new ScaleResult.Refused(new Refusal(
                    Refusal.Cause.UNSPLITTABLE,
                    seen.nodes().node(plan.joining().get(0)).label() + " is one of the "
                            + options.goal().pods()
                            + " pods that shall stay and is not part of the cluster, and drain takes no pod in; nothing was"
                            + " changed: run scale, or drain to fewer")));
            return;
        }
        if (options.dryRun()) {
            result = Optional.of(new ScaleResult.DryRun(plan, seen.nodes()));
            return;
        }
        TransientSettings settings = TransientSettings.remember(seen.nodes(), options.configured());
        settings.warnings().forEach(progress::warning);
        scaling = Optional.of(new Scaling(settings));
    }

    private void take(ScaleStep step, ScalePlan plan, ScaleObservation seen) throws InterruptedException {
        if (step instanceof ScaleStep.Apply apply) {
            at(apply.gate());
            apply(apply);
        } else if (step instanceof ScaleStep.Move move) {
            at(ScaleGate.SLOTS);
            changed = true;
            move(move, seen);
        } else if (step instanceof ScaleStep.Wait wait) {
            at(wait.gate());
            missing = wait.reasons();
            progress.waiting(wait.gate(), missing);
            if (IMPATIENT.contains(wait.gate()) && clock.waited().compareTo(options.patience()) > 0) {
                result = Optional.of(new ScaleResult.Refused(unhealthy(wait.gate())));
            }
            stop.pause(BETWEEN_LOOKS);
        } else if (step instanceof ScaleStep.Stop risk) {
            result = Optional.of(new ScaleResult.Refused(risk.refusal()));
        } else if (step instanceof ScaleStep.Done) {
            prove(plan, seen);
        }
    }

    private void at(ScaleGate gate) {
        if (!clock.isAt(gate)) {
            clock.at(gate);
        }
    }

    private void apply(ScaleStep.Apply apply) throws InterruptedException {
        changed = true;
        progress.applying(apply.gate(), apply.effects().size());
        List<EffectFailure> refused = round.apply(apply.effects(), assembly.roster());
        if (!refused.isEmpty()) {
            failures = refused;
            stop.pause(BETWEEN_LOOKS);
        }
        if (apply.gate() == ScaleGate.HANDOVER) {
            awaitFailover(apply.effects());
        }
    }

    private void awaitFailover(List<Effect> effects) throws InterruptedException {
        long end = nanos.getAsLong() + FAILOVER.toNanos();
        while (!stop.isAsked() && nanos.getAsLong() - end < 0) {
            Observation seen = round.look(assembly.roster().nodes()).observation();
            boolean over = effects.stream()
                    .allMatch(effect -> seen.nodes().stream()
                            .anyMatch(node -> node.ordinal() == effect.on()
                                    && node.self().masterId().isEmpty()));
            if (over) {
                return;
            }
            stop.pause(BETWEEN_LOOKS);
        }
    }

    private void move(ScaleStep.Move move, ScaleObservation seen) throws InterruptedException {
        int before = moves.totals().slots();
        SlotMigration.Outcome outcome = moves.run(move.moves(), move.resumed(), seen);
        if (outcome instanceof SlotMigration.Outcome.Refused refused) {
            result = Optional.of(new ScaleResult.Refused(refused.refusal()));
        } else if (outcome instanceof SlotMigration.Outcome.Broken broken) {
            missing = List.of(broken.sentence());
            breaks = moves.totals().slots() > before ? 0 : breaks + 1;
            progress.warning(broken.sentence() + "; looking again");
            if (breaks >= MOST_BREAKS) {
                result = Optional.of(new ScaleResult.TimedOut("gave up after " + breaks + " tries: " + broken.sentence()
                        + "; what was begun is marked in the cluster, and a further run goes on from here"));
            }
            stop.pause(BETWEEN_LOOKS.multipliedBy(1L << Math.min(breaks, 6)));
        } else {
            breaks = 0;
        }
    }

    private void prove(ScalePlan plan, ScaleObservation seen) throws InterruptedException {
        missing = probes.run(plan.target(), assembly.roster(), changed);
        if (!missing.isEmpty()) {
            progress.waiting(ScaleGate.VIEWS, missing);
            stop.pause(BETWEEN_LOOKS);
            return;
        }
        result = Optional.of(new ScaleResult.Done(
                first.orElseThrow(),
                begun.orElseThrow(),
                new Observation(seen.nodes().nodes().stream()
                        .filter(node -> options.goal().keeps(node.ordinal()))
                        .toList()),
                removable,
                moves.totals(),
                clock.elapsed(),
                clock.phases(),
                changed));
    }

    private Refusal unhealthy(ScaleGate gate) {
        return gate == ScaleGate.HEALTH
                ? new Refusal(
                        Refusal.Cause.NEEDS_HEAL,
                        "the cluster has not been healthy for " + seconds(options.patience()) + ": " + reasons()
                                + "; run heal, then this again")
                : new Refusal(
                        Refusal.Cause.KEYS,
                        reasons()
                                + ", which belong to no slot that the pod owns, so no move takes them along; move them by"
                                + " hand or delete them, and run again");
    }

    private boolean impatient() {
        return nanos.getAsLong() - patienceEnds > 0;
    }

    /** On the way out, from whoever still answers; the next run does the rest. */
    private void restore() throws InterruptedException {
        if (scaling.isEmpty()) {
            return;
        }
        List<Effect> effects =
                scaling.get().restore(round.look(assembly.roster().nodes()).observation());
        if (!effects.isEmpty()) {
            progress.applying(ScaleGate.PERSIST, effects.size());
            round.apply(effects, assembly.roster());
        }
    }

    private String reasons() {
        return missing.stream().limit(MOST_REASONS).collect(Collectors.joining("; "))
                + (missing.size() > MOST_REASONS ? "; and " + (missing.size() - MOST_REASONS) + " more" : "");
    }

    private String tooLate() {
        boolean planned = first.isPresent();
        return "not done after " + seconds(planned ? options.deadline() : options.patience()) + ": "
                + (missing.isEmpty() ? "slots are still to be moved" : reasons())
                + failures.stream()
                        .findFirst()
                        .map(failure -> "; last refused: "
                                + assembly.roster().node(failure.effect().on()).pod() + ": " + failure.answer())
                        .orElse("")
                + (planned
                        ? "; settings are restored, and a further run goes on from here: raise --timeout"
                        : "; nothing was changed");
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
