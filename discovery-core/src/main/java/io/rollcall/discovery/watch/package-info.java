/**
 * Keeps views of peers fresh. {@link io.rollcall.discovery.watch.PeerWatches} makes the watches of one discovery;
 * applications get theirs from {@link io.rollcall.discovery.PeerDiscovery#watch}.
 *
 * <p>What is known of a service and what an answer changes about it ({@code ViewKeeper}), and when to look next ({@code
 * Schedule}), are pure. Around them is a thin shell with the scheduler, the clocks and the chance that it is given.
 */
@NullMarked
package io.rollcall.discovery.watch;

import org.jspecify.annotations.NullMarked;
