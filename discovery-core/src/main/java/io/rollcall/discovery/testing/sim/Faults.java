// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What goes wrong in a {@link Simulation}, and when. Immutable.
 *
 * @since 0.1
 */
public final class Faults {

    /**
     * One line of a script.
     *
     * @param at when, from the start
     * @param disruption what
     */
    public record Step(Duration at, Disruption disruption) {
        /**
         * Checks the time.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Step {
            if (at.isNegative()) {
                throw new IllegalArgumentException("a disruption cannot begin at " + at + ", before the start");
            }
        }
    }

    /** Makes the script once pods and time are known. */
    private interface Script {
        List<Step> steps(SplittableRandom random, int pods, int replicas, Duration during);
    }

    private final Script script;

    private Faults(Script script) {
        this.script = script;
    }

    /** Nothing goes wrong. */
    public static Faults none() {
        return of(List.of());
    }

    /** Exactly these. */
    public static Faults of(List<Step> steps) {
        List<Step> copy = List.copyOf(steps);
        return new Faults((random, pods, replicas, during) -> copy);
    }

    /**
     * Up to twelve disruptions by chance, from a cluster in which nothing happens to one where everything does, of every
     * kind but {@link Disruption.Pause} and {@link Disruption.Deceived}: what befalls a whole cluster, a DNS replica or
     * a network, and no lie that is made up for one pod alone. The last third of the time is left to recover, if it is
     * more than three minutes.
     */
    public static Faults random() {
        return new Faults(RandomFaults::script);
    }

    /**
     * The same, and one more.
     *
     * @param at when, from the start
     */
    public Faults and(Duration at, Disruption disruption) {
        Step step = new Step(at, disruption);
        return new Faults((random, pods, replicas, during) -> {
            List<Step> steps = new ArrayList<>(script.steps(random, pods, replicas, during));
            steps.add(step);
            return steps;
        });
    }

    List<Step> steps(SplittableRandom random, int pods, int replicas, Duration during) {
        return script.steps(random, pods, replicas, during).stream()
                .sorted(Comparator.comparing(Step::at))
                .toList();
    }
}
