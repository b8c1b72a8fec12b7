// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario 9. A few of the cut points; all of them with {@code -Drollcall.cutpoints=1}, or as the benchmark {@code crash}. */
class CutPointsIT {

    private static final int EVERY = Integer.getInteger("rollcall.cutpoints", 30);

    @TempDir
    private Path folder;

    @Test
    void formDiesBeforeAnEffectAndRunsAgain_done() throws IOException, InterruptedException {
        assertThat(CutPoints.ofForm(EVERY, folder.resolve("log")).tried()).isGreaterThanOrEqualTo(60 / EVERY);
    }

    @Test
    void healDiesBeforeAnEffectAndRunsAgain_doneWithEveryKey() throws IOException, InterruptedException {
        CutPoints points = CutPoints.ofHeal(EVERY, folder.resolve("log"));

        assertThat(points.tried()).isGreaterThanOrEqualTo(30 / EVERY);
        assertThat(points.lostKeys()).isZero();
    }
}
