// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.util.Map;
import java.util.random.RandomGenerator;

/** Message ids that nobody can foresee. */
final class Ids {

    private static final int COUNT = 1 << 16;

    private Ids() {}

    /** A random id that no open question of the same socket has; there are never near 65,536 of those. */
    static int unused(RandomGenerator random, Map<Integer, ?> taken) {
        int id = random.nextInt(COUNT);
        while (taken.containsKey(id)) {
            id = random.nextInt(COUNT);
        }
        return id;
    }
}
