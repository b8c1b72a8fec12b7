// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.Nodes;
import io.rollcall.redis.Program;
import io.rollcall.redis.local.LocalStatefulSet;
import java.util.ArrayList;
import java.util.List;

/** From all peers answering to done, beside {@code redis-cli --cluster create} to the same state. */
final class FormFigures {

    private static final int ROUNDS = 5;

    private FormFigures() {}

    static void six(Figures figures) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            try (HeadlessDns dns = HeadlessDns.start();
                    LocalStatefulSet set = LocalStatefulSet.in(dns).create().startAll()) {
                Nodes.awaitAnswers(Nodes.addresses(set.pods()));
                Program.Run run = Program.run(Program.form(dns, 6, "--json"));
                if (run.code() != 0) {
                    throw new IllegalStateException("no cluster was formed: " + run.err());
                }
                seconds.add(Program.result(run).get("seconds").getAsDouble());
            }
        }
        figures.median("form6.seconds", seconds, "s");
    }
}
