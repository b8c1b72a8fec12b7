// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import io.rollcall.discovery.LookupResult.Found;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Ways to learn the peers of a service from its SRV records, each as its users write it. */
enum Client {
    ROLLCALL {
        @Override
        Set<Seen> peers(Published service, InetSocketAddress server) {
            Found found = (Found) Looks.at(service.configured().build(), server);
            return found.view().peers().stream()
                    .map(peer -> Seen.of(
                            peer.name() + "." + service.domain(), peer.port().orElse(0), peer.addresses()))
                    .collect(Collectors.toSet());
        }
    },
    /** SRV, then the addresses of each target. */
    JNDI {
        @Override
        Set<Seen> peers(Published service, InetSocketAddress server) throws Exception {
            return JndiClient.peers(service, server);
        }
    },
    /** SRV, then the addresses of each target. */
    NETTY {
        @Override
        Set<Seen> peers(Published service, InetSocketAddress server) throws Exception {
            return NettyClient.peers(service, server);
        }
    },
    /** One lookup of the library's own. */
    PEKKO {
        @Override
        Set<Seen> peers(Published service, InetSocketAddress server) throws Exception {
            return PekkoClient.peers(service, server);
        }
    };

    abstract Set<Seen> peers(Published service, InetSocketAddress server) throws Exception;

    /**
     * A peer as a client shows it.
     *
     * @param host in lower case without a trailing dot
     * @param port 0 if unknown
     */
    record Seen(String host, int port, Set<String> addresses) {

        static Seen of(String host, int port, Iterable<InetAddress> addresses) {
            Set<String> texts = new TreeSet<>();
            addresses.forEach(address -> texts.add(address.getHostAddress()));
            String lower = host.toLowerCase(Locale.ROOT);
            return new Seen(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower, port, texts);
        }

        Seen withoutAddresses() {
            return new Seen(host, port, Set.of());
        }
    }
}
