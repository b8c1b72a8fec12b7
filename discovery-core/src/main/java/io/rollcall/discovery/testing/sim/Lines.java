// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.AddressRecycled;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.PeerLeft;
import io.rollcall.discovery.PeerEvent.PeerReaddressed;
import io.rollcall.discovery.PeerEvent.ViewFresh;
import io.rollcall.discovery.PeerEvent.ViewStale;
import io.rollcall.discovery.leader.Epoch;
import io.rollcall.discovery.leader.LeaderState;
import io.rollcall.discovery.leader.LeaderState.Follower;
import io.rollcall.discovery.leader.LeaderState.Forbidden;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import java.net.InetAddress;
import java.util.stream.Collectors;

/** What happens to a process, in few words and with nothing in it whose order or text could differ from run to run. */
final class Lines {

    private Lines() {}

    static String of(PeerEvent event) {
        if (event instanceof PeerJoined joined) {
            return "sees " + peer(joined.peer()) + " join";
        }
        if (event instanceof PeerLeft left) {
            return "sees " + left.peer().name() + " leave";
        }
        if (event instanceof PeerReaddressed moved) {
            return "sees " + moved.before().name() + " move to " + peer(moved.now());
        }
        if (event instanceof AddressRecycled recycled) {
            return "sees " + recycled.address().getHostAddress() + " go from "
                    + recycled.from().name() + " to " + recycled.to().name();
        }
        if (event instanceof ViewStale stale) {
            return "sees a stale view, after "
                    + stale.last()
                            .evidence()
                            .get(stale.last().evidence().size() - 1)
                            .verdict();
        }
        return "sees a fresh view of " + ((ViewFresh) event).view().peers().size();
    }

    static String of(LeaderState state) {
        if (state instanceof Leader leader) {
            return leader.epoch() instanceof Epoch.Fenced fenced
                    ? "leads in epoch " + fenced.number()
                    : "leads, unfenced";
        }
        if (state instanceof Follower follower) {
            return "follows " + follower.of();
        }
        if (state instanceof Undecided undecided) {
            return "is undecided: " + undecided.reason().getClass().getSimpleName();
        }
        return "must not lead: " + ((Forbidden) state).reason().getClass().getSimpleName();
    }

    private static String peer(Peer peer) {
        return peer.name() + " at "
                + peer.addresses().stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }
}
