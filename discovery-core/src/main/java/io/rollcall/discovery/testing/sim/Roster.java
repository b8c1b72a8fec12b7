// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.Peer;
import java.util.List;

/** What DNS should say, from one moment to another. */
final class Roster {

    private final long serial;
    private final List<Peer> peers;
    private long until = Long.MAX_VALUE;

    Roster(long serial, List<Peer> peers) {
        this.serial = serial;
        this.peers = List.copyOf(peers);
    }

    long serial() {
        return serial;
    }

    List<Peer> peers() {
        return peers;
    }

    void endsAt(long now) {
        until = now;
    }

    /** Whether it was still true at a moment, or later. */
    boolean heldAt(long moment) {
        return until >= moment;
    }
}
