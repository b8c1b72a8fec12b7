// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.serde.annotation.Serdeable;
import io.rollcall.discovery.Peer;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One peer as JSON.
 *
 * @param ordinal null if the name carries none
 * @param name the pod's name
 * @param addresses IP addresses, IPv4 first
 * @param port null if DNS gives none and none is configured
 */
@Serdeable.Serializable
record PeerReport(
        @Nullable Integer ordinal,
        String name,
        List<String> addresses,
        @Nullable Integer port) {

    static PeerReport of(Peer peer) {
        return new PeerReport(
                peer.ordinal().isPresent() ? peer.ordinal().getAsInt() : null,
                peer.name(),
                peer.addresses().stream().map(InetAddress::getHostAddress).toList(),
                peer.port().isPresent() ? peer.port().getAsInt() : null);
    }
}
