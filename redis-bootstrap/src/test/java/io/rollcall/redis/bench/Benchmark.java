// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.bench;

/**
 * Measures something and reports figures whose names begin with its own.
 *
 * @param name for instance {@code form6}
 * @param body what is run
 */
record Benchmark(String name, Body body) {

    /** What is run. */
    @FunctionalInterface
    interface Body {
        void run(Figures figures) throws Exception;
    }

    /** Whether a name asks for this benchmark, for several that include it, or for one of its figures. */
    boolean isMeantBy(String wanted) {
        return name.startsWith(wanted) || wanted.startsWith(name + ".");
    }
}
