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
 * @param misled whether the newest answer that one of the two had got from DNS was not true
 * @param deceived how many pods DNS had lied to within the stability window before: it said what had not been true for
 *     longer than caches and propagation explain
 * @param majority whether these are a majority of the configured pods
 * @param split whether the network between pods was split within the stability window before
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
