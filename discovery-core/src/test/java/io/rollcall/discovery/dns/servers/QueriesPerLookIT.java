// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.QueryCounts;
import io.rollcall.discovery.testing.Transport;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many queries each client needs for all peers with their addresses, against a server that sends all glue. */
class QueriesPerLookIT {

    /** As many as fit with glue into a datagram of 1232 bytes under the names of a typical service. */
    private static final Published ELEVEN = Published.of("orders-cache-headless", 1, 11);
    /** About as many as fit with glue into 64 KiB under such names. */
    private static final Published MANY = Published.of("orders-cache-headless", 1, 570);

    @Test
    void elevenPods_oneQueryOverUdp_jndiAndNettyAskOnceMoreForEachPod() throws Exception {
        Map<Client, QueryCounts> counts = new EnumMap<>(Client.class);
        try (HeadlessDns dns = Catalogue.headlessDns(List.of(ELEVEN))) {
            for (Client client : Client.values()) {
                dns.resetQueries();
                assertThat(client.peers(ELEVEN, dns.address())).hasSize(11);
                counts.put(client, dns.queries());
            }
        }
        print(ELEVEN, counts);

        assertThat(counts.get(Client.ROLLCALL).total()).isEqualTo(1);
        assertThat(counts.get(Client.ROLLCALL).of("SRV", Transport.UDP)).isEqualTo(1);
        assertThat(counts.get(Client.JNDI).of("A")).isEqualTo(11);
        assertThat(counts.get(Client.NETTY).of("A")).isEqualTo(11);
    }

    @Test
    void refreshOf570Pods_oneQueryOverTcp_jndiAndNettyAskOnceMoreForEachPod() throws Exception {
        Map<Client, QueryCounts> counts = new EnumMap<>(Client.class);
        try (HeadlessDns dns = Catalogue.headlessDns(List.of(MANY))) {
            for (Client client : List.of(Client.JNDI, Client.NETTY, Client.PEKKO)) {
                dns.resetQueries();
                assertThat(client.peers(MANY, dns.address())).hasSize(570);
                counts.put(client, dns.queries());
            }
            try (DnsPeerDiscovery discovery = Looks.discovery(MANY.configured().build(), dns.address())) {
                Looks.assertComplete(Looks.look(discovery), MANY, Published.PORT);
                dns.resetQueries();
                Looks.assertComplete(Looks.look(discovery), MANY, Published.PORT);
                counts.put(Client.ROLLCALL, dns.queries());
            }
        }
        print(MANY, counts);

        assertThat(counts.get(Client.ROLLCALL).total()).isEqualTo(1);
        assertThat(counts.get(Client.ROLLCALL).of("SRV", Transport.TCP)).isEqualTo(1);
        assertThat(counts.get(Client.JNDI).of("A")).isEqualTo(570);
        assertThat(counts.get(Client.NETTY).of("A")).isEqualTo(570);
    }

    private static void print(Published service, Map<Client, QueryCounts> counts) {
        counts.forEach((client, count) -> System.out.println(
                "queries for " + service.pods() + " peers by " + client + ": " + count.total() + " (" + count + ")"));
    }
}
