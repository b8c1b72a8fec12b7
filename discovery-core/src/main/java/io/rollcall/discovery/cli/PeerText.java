// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerView;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Peers as lines of words, for people, {@code while read} and {@code awk}. */
final class PeerText {

    private PeerText() {}

    /** Names in a column, then where each is. */
    static List<String> lines(PeerView view) {
        int width = view.peers().stream()
                .mapToInt(peer -> peer.name().length())
                .max()
                .orElse(0);
        return view.peers().stream()
                .map(peer -> peer.name() + " ".repeat(width - peer.name().length()) + "  " + where(peer))
                .toList();
    }

    /** Addresses with the port, divided by commas; a dash while DNS has none. */
    static String where(Peer peer) {
        return peer.addresses().isEmpty()
                ? "-"
                : peer.addresses().stream().map(address -> where(peer, address)).collect(Collectors.joining(","));
    }

    private static String where(Peer peer, InetAddress address) {
        String host = address.getHostAddress();
        if (peer.port().isEmpty()) {
            return host;
        }
        return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":"
                + peer.port().getAsInt();
    }
}
