// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.time.Duration;

/**
 * Two processes that thought at the same time that they lead.
 *
 * @param first who led already
 * @param second who began to
 * @param from when, from the start of the simulation
 * @param lasted for how long
 * @param twins whether both have one identity, after a force deletion or a crash
 * @param misled whether DNS had lied to one of the two within stability window and TTL before, on which its claim to lead
 *     rests: it said what had not been true for longer than caches and propagation explain
 * @param deceived how many pods, of all, DNS had lied to within that time
 * @param majority whether these are a majority of the configured pods
 * @param split whether the network between pods was split within that time
 * @since 0.1
 */
public record Overlap(
        String first,
        String second,
        Duration from,
        Duration lasted,
        boolean twins,
        boolean misled,
        int deceived,
        boolean majority,
        boolean split) {}
