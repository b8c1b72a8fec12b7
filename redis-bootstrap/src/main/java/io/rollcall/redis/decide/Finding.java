// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/**
 * Something that is not as it should be.
 *
 * @param repair the row of the repair table
 * @param sentence which node, and what was seen
 */
public record Finding(Repair repair, String sentence) {}
