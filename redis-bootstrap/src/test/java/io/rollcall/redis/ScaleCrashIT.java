// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed in the middle of scaling and run again: done, and every key there. The bench tries many more cut points. */
class ScaleCrashIT {

    @TempDir
    private Path folder;

    private GrowingSet set;

    @AfterEach
    void stop() {
        if (set != null) {
            set.close();
        }
    }

    @Test
    void killedOnTheWayOutAndIn_nextRunGoesOnAndNoKeyIsLost() throws IOException, InterruptedException {
        set = new GrowingSet(InstalledRedisScaleIT.installed(), 6, 8);
        Dataset.fill(set.addresses(6), 50);
        Map<String, String> before = Dataset.contents(set.addresses(6), Writer.PREFIX);
        set.grow(8);

        for (String effect : List.of("meet:3", "migrating:5", "set-owner:12")) {
            assertThat(set.dies(folder.resolve("out.log"), effect, "scale", "--expected=8"))
                    .as(effect)
                    .isTrue();
        }
        done(set.run("scale", "--expected=8"), 8, 4, before);

        for (String effect : List.of("migrate:2", "forget:3")) {
            assertThat(set.dies(folder.resolve("in.log"), effect, "drain", "--to=6"))
                    .as(effect)
                    .isTrue();
        }
        done(set.run("drain", "--to=6"), 6, 3, before);
    }

    private void done(Program.Run run, int pods, int masters, Map<String, String> before) {
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        Nodes.assertDone(set.addresses(pods), masters, "15000");
        assertThat(Dataset.contents(set.addresses(pods), Writer.PREFIX)).isEqualTo(before);
    }
}
