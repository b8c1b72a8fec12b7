// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import java.time.Duration;

/**
 * What a healing may do.
 *
 * @param patience how long to wait for all nodes, before going on with those that answer
 * @param allowTakeover whether a replica may take over from a master that may come back with newer data
 * @param repairPlacement whether masters are moved to where they are better spread
 */
public record HealOptions(Duration patience, boolean allowTakeover, boolean repairPlacement) {}
