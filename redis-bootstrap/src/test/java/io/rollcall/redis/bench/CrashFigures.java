// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

import io.rollcall.redis.CutPoints;
import java.nio.file.Files;
import java.nio.file.Path;

/** Every effect of form and heal as the moment of death, each followed by a run that goes on. */
final class CrashFigures {

    /** 1 tries every effect, 5 every fifth. */
    private static final int EVERY = Integer.getInteger("bench.crash.every", 1);

    private CrashFigures() {}

    static void run(Figures figures) throws Exception {
        Path log = Files.createTempFile("rollcall-crash", ".log");
        CutPoints form = CutPoints.ofForm(EVERY, log);
        CutPoints heal = CutPoints.ofHeal(EVERY, log);
        Files.delete(log);
        figures.count("crash.form.cutpoints", form.tried(), "kills");
        figures.count("crash.heal.cutpoints", heal.tried(), "kills");
        figures.count("crash.cutpoints", form.tried() + heal.tried(), "kills");
        figures.count("crash.lost-keys", form.lostKeys() + heal.lostKeys(), "keys");
    }
}
