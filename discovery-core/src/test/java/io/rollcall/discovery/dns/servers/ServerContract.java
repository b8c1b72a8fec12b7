// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.LookupResult.Rung;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a look has to show whichever server is asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract {

    private static final Duration LEAST_NEGATIVE_TTL = Duration.ofSeconds(1);

    private Daemon server;

    /** Starts a server with {@link Catalogue#ALL}. */
    abstract Daemon start();

    /** Stops what {@link #start()} started beside the server. */
    void stopOthers() {}

    /** How long the server lets a negative answer be kept; one that has it from a cache may say less. */
    abstract Duration negativeTtl();

    @BeforeAll
    final void startServer() {
        server = start();
    }

    @AfterAll
    final void stopServer() {
        if (server != null) {
            server.close();
        }
        stopOthers();
    }

    final InetSocketAddress address() {
        return server.address();
    }

    final Wire wire() {
        return new Wire(address());
    }

    final LookupResult look(Published service) {
        return Looks.at(service.configured().build(), address());
    }

    final Found assertComplete(Published service) {
        return Looks.assertComplete(look(service), service, Published.PORT);
    }

    @Test
    void threePods_completeFromTheNamedPort() {
        Found found = assertComplete(Catalogue.THREE);

        assertThat(found.rung()).isEqualTo(Rung.PORT);
        assertThat(found.view().ttl()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(Published.TTL));
        assertThat(found.hints()).isEmpty();
    }

    @Test
    void fourteenPods_complete() {
        assertThat(assertComplete(Catalogue.FOURTEEN).rung()).isEqualTo(Rung.PORT);
    }

    @Test
    void tooManyPodsForADatagram_completeOverTcp_andOverTcpAtOnceFromThenOn() {
        try (DnsPeerDiscovery discovery =
                Looks.discovery(Catalogue.FORTY.configured().build(), address())) {
            Found first = Looks.assertComplete(Looks.look(discovery), Catalogue.FORTY, Published.PORT);
            Found second = Looks.assertComplete(Looks.look(discovery), Catalogue.FORTY, Published.PORT);

            assertThat(srv(first, Catalogue.FORTY)).containsExactly("UDP cut", "TCP whole");
            assertThat(srv(second, Catalogue.FORTY)).containsExactly("TCP whole");
        }
    }

    @Test
    void dualStack_onePeerWithBothFamilies_ipv4First() {
        Found found = assertComplete(Catalogue.DUAL);

        assertThat(found.view().peers())
                .allSatisfy(peer -> assertThat(peer.addresses()).hasSize(2));
    }

    @Test
    void serviceWithoutPorts_namesFromTheAddresses_portFromTheConfiguration() {
        Found found = Looks.assertComplete(look(Catalogue.PORTLESS), Catalogue.PORTLESS, Published.DEFAULT_PORT);

        assertThat(found.rung()).isEqualTo(Rung.SWEEP);
        assertThat(found.evidence()).extracting(Evidence::verdict).contains(Verdict.ANSWER);
    }

    @Test
    void unknownService_absentWithItsNegativeTtl() {
        LookupResult result = look(Catalogue.NOBODY);

        assertThat(result).isInstanceOf(Absent.class);
        assertThat(result.evidence()).isNotEmpty().allSatisfy(evidence -> {
            assertThat(evidence.verdict()).isEqualTo(Verdict.NX_DOMAIN);
            assertThat(evidence.ttl()).isBetween(LEAST_NEGATIVE_TTL, negativeTtl());
        });
    }

    @Test
    void nameWithoutRecordsOfTheType_noDataWithItsNegativeTtl() {
        LookupResult result = look(Catalogue.PORTLESS);

        assertThat(result.evidence())
                .filteredOn(evidence -> evidence.question().equals("AAAA " + Catalogue.PORTLESS.domain()))
                .isNotEmpty()
                .allSatisfy(evidence -> {
                    assertThat(evidence.verdict()).isEqualTo(Verdict.NO_DATA);
                    assertThat(evidence.ttl()).isBetween(LEAST_NEGATIVE_TTL, negativeTtl());
                });
    }

    @Test
    void asManyPodsAsFitWithGlue_complete() {
        assertThat(assertComplete(Catalogue.MOST_WITH_GLUE).rung()).isEqualTo(Rung.PORT);
    }

    @Test
    void srvOver64KiB_everyPodFoundAllTheSame() {
        Published large = Catalogue.OVER_64_KIB;
        LookupResult result = look(large);

        // A list that was cut may still tell the port; one that did not come at all does not.
        int port = ((Found) result).view().peers().get(0).port().orElseThrow();
        assertThat(port).isIn(Published.PORT, Published.DEFAULT_PORT);
        Looks.assertComplete(result, large, port);
    }

    @Test
    void srvOver64KiBAndNoSetConfigured_everyAddressFound() {
        Published large = Catalogue.OVER_64_KIB;
        LookupResult result = Looks.at(
                HeadlessService.ofDomain(large.domain())
                        .portName(Published.PORT_NAME)
                        .defaultPort(Published.DEFAULT_PORT)
                        .expectedPeers(large.pods())
                        .build(),
                address());

        assertThat(result).isInstanceOf(Found.class);
        Found found = (Found) result;
        assertThat(found.view().peers().stream().flatMap(peer -> peer.addresses().stream()))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, large.pods())
                        .mapToObj(i -> Looks.parse(large.addresses(i).get(0)))
                        .toList());
        assertThat(found.view().whole()).isTrue();
    }

    @Test
    void addressesOver64KiB_everyPodFoundByItsOrdinal() {
        Found found = Looks.assertComplete(look(Catalogue.HUGE), Catalogue.HUGE, Published.DEFAULT_PORT);

        assertThat(found.rung()).isEqualTo(Rung.SWEEP);
        assertThat(found.evidence())
                .filteredOn(evidence -> evidence.question().equals("A " + Catalogue.HUGE.domain()))
                .isNotEmpty()
                .noneMatch(evidence -> evidence.verdict() == Verdict.ANSWER && evidence.whole());
    }

    @Test
    void addressesOver64KiBAndNoSetConfigured_neverPassesForWhole() {
        Published huge = Catalogue.HUGE;
        LookupResult result = Looks.at(
                HeadlessService.ofDomain(huge.domain())
                        .portName(Published.PORT_NAME)
                        .expectedPeers(huge.pods())
                        .build(),
                address());

        assertThat(result).isNotInstanceOf(Absent.class);
        if (result instanceof Found found) {
            assertThat(found.view().whole() && found.view().peers().size() < huge.pods())
                    .as("a part of the peers that passes for all of them")
                    .isFalse();
        }
    }

    /** The exchanges about the named port. */
    static List<String> srv(LookupResult result, Published service) {
        return result.evidence().stream()
                .filter(evidence -> evidence.question().equals("SRV " + service.srvName()))
                .map(evidence -> evidence.transport() + (evidence.whole() ? " whole" : " cut"))
                .toList();
    }
}
