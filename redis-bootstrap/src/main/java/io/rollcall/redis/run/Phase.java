// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Gate;
import java.time.Duration;

/**
 * When a gate was passed.
 *
 * @param gate the gate
 * @param passedAfter how long after all nodes had answered
 */
public record Phase(Gate gate, Duration passedAfter) {}
