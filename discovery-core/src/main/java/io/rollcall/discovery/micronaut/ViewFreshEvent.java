// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.rollcall.discovery.PeerView;

/**
 * A good answer came after {@link ViewStaleEvent}. What changed meanwhile follows as {@link PeersChangedEvent}.
 *
 * @param view the peers
 * @since 0.1
 */
public record ViewFreshEvent(PeerView view) {}
