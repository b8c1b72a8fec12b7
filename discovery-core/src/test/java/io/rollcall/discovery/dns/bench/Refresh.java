// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.Transport;
import java.util.Locale;

/** How many queries a client needs for every pod with its address, from a server that sends all glue. */
final class Refresh {

    private Refresh() {}

    /** As many pods of usual names as fit with their glue into a message over TCP. */
    static void of570(Figures figures) throws Exception {
        queries(figures, "dns.refresh570", 570, Transport.TCP);
    }

    /** As many as fit into a datagram of 1232 bytes. */
    static void of11(Figures figures) throws Exception {
        queries(figures, "dns.refresh11", 11, Transport.UDP);
    }

    private static void queries(Figures figures, String name, int pods, Transport transport) throws Exception {
        try (Published published = new Published(pods)) {
            try (DnsPeerDiscovery discovery = published.discovery(published.known())) {
                published.look(discovery);
                figures.count(name + ".first-queries", published.dns.queries().total(), "queries");
                published.dns.resetQueries();
                published.look(discovery);
                figures.count(name + ".queries", published.dns.queries().total(), "queries");
                figures.count(
                        name + "." + transport.name().toLowerCase(Locale.ROOT) + "-queries",
                        published.dns.queries().over(transport),
                        "queries");
            }
            for (OtherClient client : OtherClient.values()) {
                published.dns.resetQueries();
                int found = client.addressedPeers(published.srvName(), published.dns.address());
                if (found != pods) {
                    throw new IllegalStateException(client + " found " + found + " peers of " + pods);
                }
                figures.count(
                        name + "." + client.figure() + "-queries",
                        published.dns.queries().total(),
                        "queries");
            }
        }
    }
}
