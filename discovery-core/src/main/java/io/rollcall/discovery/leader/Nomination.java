// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;

/** Whom a view names, before peers and fence are asked. */
sealed interface Nomination {

    /**
     * One peer.
     *
     * @param id who
     * @param listed as the view shows it
     */
    record Of(PeerId id, Peer listed) implements Nomination {}

    /** Nobody. */
    record None(UndecidedReason reason) implements Nomination {}
}
