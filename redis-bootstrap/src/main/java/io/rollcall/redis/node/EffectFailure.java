// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.Effect;

/**
 * An effect that Redis did not accept. Often harmless, since another bootstrapper was faster; the next look tells.
 *
 * @param effect what was asked
 * @param answer what Redis said
 */
public record EffectFailure(Effect effect, String answer) {}
