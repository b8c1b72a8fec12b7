// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

/**
 * A write that proves that a slot is served.
 *
 * @param key a key in that slot which nobody else uses
 * @param lasting whether something is really written and then removed; otherwise a command is sent that passes all of
 *     Redis's checks for writes and changes nothing, since the key does not exist
 */
public record ProbeWrite(String key, boolean lasting) {}
