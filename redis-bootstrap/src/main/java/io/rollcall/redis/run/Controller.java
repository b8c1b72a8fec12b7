// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.redis.decide.Classification;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the cluster when DNS changes and from time to time, and lets an {@link Upkeep} bring it in order if this
 * process is to act. {@link #run} is called once, from one thread; the rest is thread-safe.
 */
public final class Controller {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration WHILE_NOT_RIGHT = Duration.ofSeconds(1);

    private final PeerWatch watch;
    private final Lookout lookout;
    private final Upkeep upkeep;
    private final Supplier<Acting> acting;
    private final int replicasPerMaster;
    private final Duration interval;
    private final InstantSource clock;
    private final Consumer<ControllerState> listener;
    private volatile @Nullable ControllerState state;
    private volatile Instant beat;

    /**
     * A controller, not begun yet.
     *
     * @param watch the pods; stays open
     * @param lookout looks at their nodes; stays open
     * @param upkeep brings the cluster in order
     * @param acting whether this process is to
     * @param replicasPerMaster how many replicas each master shall have at the least
     * @param interval the time between two looks while nothing changes, more than zero
     * @param clock for time stamps
     * @param listener is told of every round, on the thread that runs it
     */
    public Controller(
            PeerWatch watch,
            Lookout lookout,
            Upkeep upkeep,
            Supplier<Acting> acting,
            int replicasPerMaster,
            Duration interval,
            InstantSource clock,
            Consumer<ControllerState> listener) {
        this.watch = watch;
        this.lookout = lookout;
        this.upkeep = upkeep;
        this.acting = acting;
        this.replicasPerMaster = replicasPerMaster;
        this.interval = interval;
        this.clock = clock;
        this.listener = listener;
        this.beat = clock.instant();
    }

    /** What was found last; empty before the first look. */
    public Optional<ControllerState> state() {
        return Optional.ofNullable(state);
    }

    /** When the loop last showed life: between two rounds, and before and after each pass. */
    public Instant beat() {
        return beat;
    }

    /** Loops until asked to stop. */
    public void run(StopSignal stop) throws InterruptedException {
        Semaphore wake = new Semaphore(0);
        Optional<Upkeep.Pass> last = Optional.empty();
        boolean acted = false;
        Subscription changes = watch.subscribe(event -> wake.release());
        try {
            while (!stop.isAsked()) {
                wake.drainPermits();
                ControllerState now = look(last);
                // Once also when all is right: a run that was killed may have left its settings.
                boolean due = now.acting().acts() && (!now.problems().isEmpty() || !acted);
                if (due && !now.view().peers().isEmpty() && now.seen().refusal().isEmpty()) {
                    last = Optional.of(upkeep.keep());
                    beat = clock.instant();
                    if (!stop.isAsked()) {
                        now = look(last);
                    }
                }
                acted = now.acting().acts() && last.isPresent();
                pause(stop, wake, now.problems().isEmpty() ? interval : shorter(interval, WHILE_NOT_RIGHT));
            }
        } finally {
            changes.close();
        }
    }

    private ControllerState look(Optional<Upkeep.Pass> last) throws InterruptedException {
        PeerView view = watch.view();
        Seen seen = lookout.look(view);
        ControllerState now =
                new ControllerState(clock.instant(), view, seen, problems(view, seen), acting.get(), last);
        state = now;
        beat = now.at();
        listener.accept(now);
        return now;
    }

    private List<String> problems(PeerView view, Seen seen) {
        List<String> problems = new ArrayList<>();
        seen.refusal().ifPresent(refusal -> problems.add(refusal.sentence()));
        problems.addAll(seen.silent());
        if (view.peers().size() < view.service().expectedPeers()) {
            problems.add("DNS lists " + view.peers().size() + " of "
                    + view.service().expectedPeers() + " pods; missing ordinals " + view.missingOrdinals());
        }
        if (problems.isEmpty()) {
            problems.addAll(classify(seen, view).problems());
        }
        return problems;
    }

    private Classification classify(Seen seen, PeerView view) {
        return Classification.of(seen.observation(), view.service().expectedPeers(), replicasPerMaster);
    }

    private void pause(StopSignal stop, Semaphore wake, Duration time) throws InterruptedException {
        Instant end = clock.instant().plus(time);
        while (!stop.isAsked()
                && wake.availablePermits() == 0
                && clock.instant().isBefore(end)) {
            stop.pause(TICK);
            beat = clock.instant();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
