// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static io.rollcall.discovery.dns.servers.Client.JNDI;
import static io.rollcall.discovery.dns.servers.Client.NETTY;
import static io.rollcall.discovery.dns.servers.Client.PEKKO;
import static io.rollcall.discovery.dns.servers.Client.ROLLCALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.dns.servers.Client.Seen;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.QueryFilter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.naming.NameNotFoundException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same zone as four clients see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialIT {

    private static final List<Published> SERVICES = List.of(
            Catalogue.THREE,
            Catalogue.FOURTEEN,
            Catalogue.FORTY,
            Catalogue.DUAL,
            Catalogue.PORTLESS,
            Catalogue.MOST_WITH_GLUE,
            Catalogue.OVER_64_KIB);

    private final HeadlessDns cluster = Catalogue.headlessDns(SERVICES);
    private Daemon bind;
    private Daemon knot;
    private Daemon unbound;

    @BeforeAll
    void start() {
        bind = Authorities.bind(SERVICES);
        knot = Authorities.knot(SERVICES);
        unbound = Forwarders.unbound(cluster.address());
    }

    @AfterAll
    void stop() {
        for (Daemon server : new Daemon[] {bind, knot, unbound}) {
            if (server != null) {
                server.close();
            }
        }
        cluster.close();
    }

    @Test
    void withGlue_everybodySeesTheSame() throws Exception {
        for (InetSocketAddress server : List.of(cluster.address(), bind.address(), knot.address())) {
            for (Client client : Client.values()) {
                assertThat(client.peers(Catalogue.THREE, server))
                        .as("%s at %s", client, server)
                        .isEqualTo(all(Catalogue.THREE));
            }
        }
    }

    @Test
    void dualStackWithGlue_everybodySeesBothFamilies() throws Exception {
        for (InetSocketAddress server : List.of(cluster.address(), bind.address(), knot.address())) {
            for (Client client : Client.values()) {
                assertThat(client.peers(Catalogue.DUAL, server))
                        .as("%s at %s", client, server)
                        .isEqualTo(all(Catalogue.DUAL));
            }
        }
    }

    @Test
    void cutOverUdp_everybodyGoesToTcpAndSeesTheSame() throws Exception {
        for (InetSocketAddress server : List.of(cluster.address(), knot.address())) {
            for (Client client : Client.values()) {
                assertThat(client.peers(Catalogue.FORTY, server))
                        .as("%s at %s", client, server)
                        .isEqualTo(all(Catalogue.FORTY));
            }
        }
    }

    @Test
    void noGlueFromBind_pekkoHasNoAddresses_becauseItTakesThemFromGlueOnly() throws Exception {
        assertOnlyPekkoLacksAddresses(Catalogue.FOURTEEN, bind.address());
    }

    @Test
    void noGlueFromUnbound_pekkoHasNoAddresses_becauseItTakesThemFromGlueOnly() throws Exception {
        assertOnlyPekkoLacksAddresses(Catalogue.THREE, unbound.address());
    }

    private static void assertOnlyPekkoLacksAddresses(Published service, InetSocketAddress server) throws Exception {
        for (Client client : List.of(ROLLCALL, JNDI, NETTY)) {
            assertThat(client.peers(service, server)).as("%s", client).isEqualTo(all(service));
        }
        assertThat(PEKKO.peers(service, server))
                .isEqualTo(all(service).stream().map(Seen::withoutAddresses).collect(Collectors.toSet()));
    }

    @Test
    void glueLeftOutByKnotInSilence_pekkoLacksThoseAddresses_theOthersAskForThem() throws Exception {
        Published service = Catalogue.MOST_WITH_GLUE;
        for (Client client : List.of(ROLLCALL, JNDI, NETTY)) {
            assertThat(client.peers(service, knot.address())).as("%s", client).isEqualTo(all(service));
        }
        assertThat(PEKKO.peers(service, knot.address()))
                .hasSize(service.pods())
                .filteredOn(peer -> peer.addresses().isEmpty())
                .isNotEmpty();
    }

    @Test
    void srvCutEvenOverTcp_onlyRollcallIsComplete_becauseTheOthersTakeTheCutListForWhole() throws Exception {
        Published service = Catalogue.OVER_64_KIB;
        for (InetSocketAddress server : List.of(cluster.address(), bind.address())) {
            assertThat(hosts(ROLLCALL.peers(service, server))).isEqualTo(hosts(all(service)));
            for (Client client : List.of(JNDI, NETTY, PEKKO)) {
                assertThat(hosts(client.peers(service, server)))
                        .as("%s at %s", client, server)
                        .hasSizeBetween(1, service.pods() - 1)
                        .isSubsetOf(hosts(all(service)));
            }
        }
    }

    @Test
    void serverFailsAtALargeAnswer_onlyRollcallIsComplete_jndiAndPekkoSeeNobody_nettyFails() throws Exception {
        Published service = Catalogue.OVER_64_KIB;

        assertThat(hosts(ROLLCALL.peers(service, knot.address()))).isEqualTo(hosts(all(service)));
        assertThat(JNDI.peers(service, knot.address())).isEmpty();
        assertThat(PEKKO.peers(service, knot.address())).isEmpty();
        assertThatThrownBy(() -> NETTY.peers(service, knot.address())).hasMessageContaining("UnknownHostException");
    }

    @Test
    void serviceWithoutPorts_onlyRollcallFindsPeers_becauseTheOthersStopAtSrv() throws Exception {
        Published service = Catalogue.PORTLESS;
        InetSocketAddress server = cluster.address();

        assertThat(hosts(ROLLCALL.peers(service, server))).isEqualTo(hosts(all(service)));
        assertThat(PEKKO.peers(service, server)).isEmpty();
        assertThatThrownBy(() -> JNDI.peers(service, server)).isInstanceOf(NameNotFoundException.class);
        assertThatThrownBy(() -> NETTY.peers(service, server)).hasMessageContaining("UnknownHostException");
    }

    @Test
    void targetOutsideOfTheService_onlyRollcallDropsIt_becauseARecordMustNotSendPeersElsewhere() throws Exception {
        try (HeadlessDns dns = Catalogue.headlessDns(List.of(Catalogue.THREE, Catalogue.DUAL))) {
            dns.inject(
                    Fault.answer(
                            Catalogue.THREE.srvName() + " 30 IN SRV 0 1 7000 " + Catalogue.THREE.podDomain(0),
                            Catalogue.THREE.srvName() + " 30 IN SRV 0 1 7000 " + Catalogue.DUAL.podDomain(0)),
                    QueryFilter.any().type("SRV"));
            Set<String> both = Set.of(host(Catalogue.THREE, 0), host(Catalogue.DUAL, 0));

            assertThat(hosts(ROLLCALL.peers(Catalogue.THREE, dns.address()))).containsExactly(host(Catalogue.THREE, 0));
            for (Client client : List.of(JNDI, NETTY, PEKKO)) {
                assertThat(hosts(client.peers(Catalogue.THREE, dns.address())))
                        .as("%s", client)
                        .isEqualTo(both);
            }
        }
    }

    private static Set<Seen> all(Published service) {
        return IntStream.range(0, service.pods())
                .mapToObj(i -> Seen.of(
                        service.podDomain(i),
                        Published.PORT,
                        service.addresses(i).stream().map(Looks::parse).toList()))
                .collect(Collectors.toSet());
    }

    private static String host(Published service, int ordinal) {
        return Seen.of(service.podDomain(ordinal), 0, List.of()).host();
    }

    private static Set<String> hosts(Set<Seen> peers) {
        return peers.stream().map(Seen::host).collect(Collectors.toSet());
    }
}
