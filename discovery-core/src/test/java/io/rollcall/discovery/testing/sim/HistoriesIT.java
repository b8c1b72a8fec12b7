// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * {@code -Dsim.histories=1000000} says how many histories, {@code -Dsim.seed=17} runs one alone and prints it, and both
 * together begin at the seed.
 */
class HistoriesIT {

    private static final int USUAL = 10_000;

    @Test
    void everyHistory_keepsWhatIsPromised() {
        Long seed = Long.getLong("sim.seed");
        long count = Long.getLong("sim.histories", seed == null ? USUAL : 1);
        if (seed != null && count == 1) {
            System.out.println(Histories.random(seed).run().text());
        }

        Histories all = Histories.run(seed == null ? 0 : seed, count);

        all.reports().forEach(System.out::println);
        System.out.println(all.count() + " histories, " + all.lookups() + " lookups");
        assertThat(all.failures()).isEmpty();
        assertThat(all.count()).isEqualTo(count);
    }
}
