// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Planner;
import io.rollcall.redis.decide.Planning;
import io.rollcall.redis.decide.ServerVersion;
import io.rollcall.redis.decide.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A plan for 300 nodes on 40 workers in three zones. */
final class PlanFigures {

    private static final int NODES = 300;
    private static final int WORKERS = 40;
    private static final int ROUNDS = 20;

    private PlanFigures() {}

    static void run(Figures figures) {
        Random random = new Random(1);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            Observation seen = new Observation(IntStream.range(0, NODES)
                    .mapToObj(ordinal -> fresh(ordinal, random.nextInt(WORKERS)))
                    .toList());
            long start = System.nanoTime();
            Planning planning = Planner.plan(seen, 1);
            millis.add((System.nanoTime() - start) / 1e6);
            if (!(planning instanceof Planning.Planned)) {
                throw new IllegalStateException("no plan: " + planning);
            }
        }
        figures.median("plan300.first-ms", millis.subList(0, 1), "ms");
        figures.median("plan300.ms", millis, "ms");
    }

    private static NodeReport fresh(int ordinal, int worker) {
        NodeAddress address = new NodeAddress("10.0." + ordinal / 250 + "." + ordinal % 250, 6379);
        return new NodeReport(
                ordinal,
                "redis-" + ordinal,
                address,
                new ServerVersion(ServerVersion.Product.REDIS, "7.0.15"),
                0,
                false,
                Optional.empty(),
                List.of(new KnownNode(
                        "%040x".formatted(ordinal + 1),
                        address,
                        Set.of("myself", "master"),
                        Optional.empty(),
                        true,
                        0,
                        SlotSet.NONE)),
                Map.of("syslog-ident", "rollcall:worker=w" + worker + ";zone=z" + worker % 3),
                0);
    }
}
