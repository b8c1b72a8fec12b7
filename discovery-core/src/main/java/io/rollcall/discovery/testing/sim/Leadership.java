// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.leader.Epoch;
import java.time.Duration;

/**
 * One process's term.
 *
 * @param process pod and process, {@code web-0#2}
 * @param epoch what it leads in
 * @param from when it began, from the start of the simulation
 * @param to when it ended, or the end of the simulation
 * @since 0.1
 */
public record Leadership(String process, Epoch epoch, Duration from, Duration to) {}
