// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

/**
 * What runs in each pod of a {@link Simulation}: listeners and tasks of the application under test.
 *
 * <p>Called as each process starts, a replacement included, on the thread that runs the simulation. It must not block, and
 * must take time, chance and threads from the {@link SimulatedPod} only, or histories differ from run to run. What it
 * throws ends the simulation.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PodProgram {

    /** Begins in a pod that has just started. */
    void start(SimulatedPod pod);
}
