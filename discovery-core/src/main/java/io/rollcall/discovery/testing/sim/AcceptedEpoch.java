// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.time.Duration;

/**
 * The first write of an epoch that the guarded resource accepted.
 *
 * @param epoch the epoch
 * @param process who wrote
 * @param at when, from the start of the simulation
 * @since 0.1
 */
public record AcceptedEpoch(long epoch, String process, Duration at) {}
