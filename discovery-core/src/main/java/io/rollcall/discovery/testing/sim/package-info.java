// SPDX-License-Identifier: Apache-2.0
/**
 * A StatefulSet, its DNS and everything that goes wrong with them, in virtual time: minutes of a cluster's life in
 * milliseconds, and the same every time.
 *
 * <p>A {@link io.rollcall.discovery.testing.sim.Simulation} runs pods, each with a clock, a watch and an elector of its
 * own, the real ones, over a DNS that exists in memory only. {@link io.rollcall.discovery.testing.sim.Faults} say what
 * goes wrong and when; the {@link io.rollcall.discovery.testing.sim.History} tells who led when, what overlapped, and
 * everything that happened, line by line:
 *
 * <pre>{@code
 * History history = Simulation.seeded(42)
 *         .pods(5)
 *         .during(Duration.ofMinutes(10))
 *         .with(Faults.random())
 *         .running(pod -> pod.elector().onChange(state -> pod.note("now " + state)))
 *         .run();
 *
 * assertThat(history.overlaps()).isEmpty();
 * }</pre>
 *
 * <p>The same seed, settings and version give the same history to the byte, and whoever finds a bad one can run that one
 * alone. One simulation uses one thread, the caller's; several may run at once.
 */
@NullMarked
package io.rollcall.discovery.testing.sim;

import org.jspecify.annotations.NullMarked;
