// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.ScaleGate;
import java.time.Duration;

/**
 * How long a gate took.
 *
 * @param gate the gate
 * @param took all times together in which it was the one that was worked on or waited for
 */
public record ScalePhase(ScaleGate gate, Duration took) {}
