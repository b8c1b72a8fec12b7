// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.testing.sim.Disruption.Crash;
import io.rollcall.discovery.testing.sim.Disruption.Cut;
import io.rollcall.discovery.testing.sim.Disruption.CutOff;
import io.rollcall.discovery.testing.sim.Disruption.FenceDown;
import io.rollcall.discovery.testing.sim.Disruption.ForceDelete;
import io.rollcall.discovery.testing.sim.Disruption.Frozen;
import io.rollcall.discovery.testing.sim.Disruption.Hidden;
import io.rollcall.discovery.testing.sim.Disruption.NxDomain;
import io.rollcall.discovery.testing.sim.Disruption.Restart;
import io.rollcall.discovery.testing.sim.Disruption.RollingUpdate;
import io.rollcall.discovery.testing.sim.Disruption.Scale;
import io.rollcall.discovery.testing.sim.Disruption.ServFail;
import io.rollcall.discovery.testing.sim.Disruption.Slow;
import io.rollcall.discovery.testing.sim.Disruption.Split;
import io.rollcall.discovery.testing.sim.Faults.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws a script. The low ordinals, which lead, are hit more often than the others. */
final class RandomFaults {

    private static final int MOST = 12;
    private static final Duration RECOVERY = Duration.ofMinutes(3);

    private final SplittableRandom random;
    private final int pods;
    private final int replicas;

    private RandomFaults(SplittableRandom random, int pods, int replicas) {
        this.random = random;
        this.pods = pods;
        this.replicas = replicas;
    }

    static List<Step> script(SplittableRandom random, int pods, int replicas, Duration during) {
        RandomFaults draw = new RandomFaults(random, pods, replicas);
        Duration recovery = during.dividedBy(3).compareTo(RECOVERY) > 0 ? during.dividedBy(3) : RECOVERY;
        long span = Math.max(1, during.minus(recovery).toMillis());
        int count = random.nextInt(MOST + 1);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Duration at = Duration.ofMillis(random.nextLong(span));
            Disruption next = draw.next();
            steps.add(new Step(at, next));
            if (next instanceof Scale) {
                steps.add(new Step(at.plus(draw.seconds(1, 120)), new Scale(pods)));
            }
        }
        return steps;
    }

    private Disruption next() {
        return switch (random.nextInt(15)) {
            case 0 -> new Restart(ordinal(), seconds(1, 90), random.nextBoolean());
            case 1 -> new Crash(ordinal(), seconds(1, 20));
            case 2 -> new ForceDelete(ordinal(), seconds(1, 20), seconds(1, 90));
            case 3 -> new RollingUpdate(seconds(1, 10));
            case 4 -> new Scale(random.nextInt(pods));
            case 5 -> new ServFail(replica(), seconds(1, 60));
            case 6 -> new Cut(replica(), random.nextInt(pods + 1), seconds(1, 60));
            case 7 -> new Frozen(replica(), seconds(5, 180));
            case 8 -> new Hidden(replica(), ordinal(), seconds(1, 90));
            case 9 -> new NxDomain(replica(), seconds(1, 60));
            case 10 -> new Slow(seconds(1, 4), seconds(5, 60));
            case 11 -> new CutOff(ordinal(), seconds(1, 90));
            case 12 -> new Split(side(), seconds(1, 60));
            case 13 -> new Frozen(random.nextInt(replicas), seconds(60, 180));
            default -> new FenceDown(seconds(1, 30));
        };
    }

    private int ordinal() {
        return random.nextBoolean() ? 0 : random.nextInt(pods);
    }

    private int replica() {
        return random.nextInt(replicas + 1) - 1;
    }

    private Set<Integer> side() {
        Set<Integer> side = new HashSet<>();
        for (int ordinal = 0; ordinal < pods; ordinal++) {
            if (random.nextBoolean()) {
                side.add(ordinal);
            }
        }
        return side;
    }

    private Duration seconds(int least, int most) {
        return Duration.ofMillis(random.nextLong(least * 1000L, most * 1000L + 1));
    }
}
