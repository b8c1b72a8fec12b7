// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.WatchState;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * All that a {@link LeaderDecider} may know, of one moment. Who we are is in the view's service. Immutable.
 *
 * @param watch the view, its age, and for how long it has not changed
 * @param ownAddresses the addresses of this process; empty if they are not known, which opens the gate that compares them
 * @param incumbent who leads already, as far as this process has heard
 * @param named whom this process named with all gates open when it last decided, as the view showed that peer then;
 *     empty if nobody, or if DNS was silent since for so long that others may have chosen anew
 * @param standing whether this process stands for leadership
 * @param agreement what the peers said
 * @param fence what the fence said
 * @since 0.1
 */
public record LeaderObservation(
        WatchState watch,
        Set<InetAddress> ownAddresses,
        Optional<PeerId> incumbent,
        Optional<Peer> named,
        Standing standing,
        Agreement agreement,
        Fence fence) {

    /** Copies the addresses. */
    public LeaderObservation {
        ownAddresses = Set.copyOf(ownAddresses);
    }
}
