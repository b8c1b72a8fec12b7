// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerView;

/**
 * The peers changed. There is one event for each thing that changed, in the order that {@link PeerEvent} tells, and after
 * the start one for each peer that was found; those of one answer carry the same view.
 *
 * <p>Events of Rollcall come one at a time, on a thread of its own: a listener that blocks delays only those that follow.
 *
 * @param change what changed: {@link PeerEvent.PeerJoined}, {@link PeerEvent.PeerLeft}, {@link PeerEvent.PeerReaddressed}
 *     or {@link PeerEvent.AddressRecycled}
 * @since 0.1
 */
public record PeersChangedEvent(PeerEvent change) {

    /** The peers after all changes of the same answer. */
    public PeerView view() {
        return change.view();
    }
}
