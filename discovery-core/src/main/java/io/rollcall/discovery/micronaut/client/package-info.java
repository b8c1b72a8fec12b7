// SPDX-License-Identifier: Apache-2.0
/**
 * The peers as Micronaut's HTTP clients see them: {@code @Client("peers")} takes turns among them.
 *
 * <p>Answers come from the {@link io.rollcall.discovery.PeerWatch} of the application: from memory, at once, never failing.
 * A peer without an address or a port is left out, and a service id that is not Rollcall's has no instances here, so that
 * other discovery clients beside this one answer for theirs. While the view is stale, instances are the last known ones.
 */
@NullMarked
package io.rollcall.discovery.micronaut.client;

import org.jspecify.annotations.NullMarked;
