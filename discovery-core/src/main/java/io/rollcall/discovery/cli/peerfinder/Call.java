// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a script is called with. Pure.
 *
 * @param peers as written on its standard input, in the order of their bytes
 * @param environment what is added to the environment
 */
record Call(NavigableSet<String> peers, Map<String, String> environment) {

    /**
     * The call for a view.
     *
     * @param self the own pod's name
     * @param before the peers of the call before; empty for the first
     * @param podIp the variable {@code POD_IP} of this process
     * @return empty while the own pod is not listed: peer-finder waits for that
     */
    static Optional<Call> of(
            PeerView view, String self, AddressType type, NavigableSet<String> before, Optional<String> podIp) {
        Optional<Peer> own =
                view.peers().stream().filter(peer -> peer.name().equals(self)).findFirst();
        Optional<String> ownText =
                own.flatMap(peer -> type.of(peer, view.service().domain()));
        if (ownText.isEmpty()) {
            return Optional.empty();
        }
        NavigableSet<String> now = new TreeSet<>();
        view.peers().forEach(peer -> type.of(peer, view.service().domain()).ifPresent(now::add));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOST_ADDRESS", ownText.get());
        host(own.get(), type, podIp, environment);
        environment.put("PEERS_ADDED", without(now, before::contains));
        environment.put("PEERS_REMOVED", without(before, now::contains));
        leader(view)
                .flatMap(peer -> type.of(peer, view.service().domain()))
                .ifPresent(leader -> environment.put("PEERS_LEADER", leader));
        PeerId.parse(self).ifPresent(id -> environment.put("PEERS_ORDINAL", Integer.toString(id.ordinal())));
        return Optional.of(new Call(now, environment));
    }

    /** One peer per line, the last one ended too, for the shell's {@code read}. */
    String stdin() {
        return String.join("\n", peers) + "\n";
    }

    /** The fork's variables; with names, {@code POD_IP} is the pod's own where it has one. */
    private static void host(Peer own, AddressType type, Optional<String> podIp, Map<String, String> environment) {
        List<InetAddress> addresses = own.addresses();
        String written = environment.getOrDefault("HOST_ADDRESS", "");
        Optional<InetAddress> chosen = type == AddressType.DNS
                ? addresses.stream().findFirst()
                : addresses.stream()
                        .filter(address -> address.getHostAddress().equals(written))
                        .findFirst();
        String family = chosen.map(AddressType::family).orElse("");
        environment.put("HOST_ADDRESS_TYPE", type == AddressType.DNS ? type.toString() : family);
        Optional<String> ip = type == AddressType.DNS ? podIp : Optional.empty();
        ip.or(() -> chosen.map(InetAddress::getHostAddress)).ifPresent(text -> {
            environment.put("POD_IP", text);
            environment.put("POD_IP_TYPE", text.indexOf(':') >= 0 ? "IPv6" : "IPv4");
        });
    }

    /** The lowest ordinal: whom the scripts of the time took for the one that begins. */
    private static Optional<Peer> leader(PeerView view) {
        return view.peers().stream().filter(peer -> peer.id().isPresent()).findFirst();
    }

    private static String without(NavigableSet<String> all, Predicate<String> known) {
        return String.join(" ", all.stream().filter(known.negate()).toList());
    }
}
