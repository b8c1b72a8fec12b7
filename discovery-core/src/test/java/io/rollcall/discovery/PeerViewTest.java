// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerViewTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "5,'',EMPTY",
        "5,'0',PARTIAL",
        "5,'2',SELF_ONLY",
        "5,'0 1',PARTIAL",
        "5,'0 1 2',QUORUM",
        "4,'0 1',PARTIAL",
        "4,'0 1 3',QUORUM",
        "5,'0 1 2 3 4',COMPLETE",
        "5,'0 1 2 3 4 5',OVERSIZE",
        "1,'2',COMPLETE"
    })
    void completeness_isMeasuredAgainstTheConfiguredSize(int expected, String ordinals, Completeness completeness) {
        assertThat(view(expected, ordinals).completeness()).isEqualTo(completeness);
    }

    @Test
    void completeness_growsWithTheOrderOfItsConstants() {
        assertThat(Completeness.OVERSIZE.reaches(Completeness.COMPLETE)).isTrue();
        assertThat(Completeness.QUORUM.reaches(Completeness.QUORUM)).isTrue();
        assertThat(Completeness.PARTIAL.reaches(Completeness.QUORUM)).isFalse();
    }

    @Test
    void gap_isNamed() {
        assertThat(view(4, "0 1 3").missingOrdinals()).containsExactly(2);
    }

    @Test
    void peers_areInOrdinalOrderWithNamelessOnesLast() {
        Peer nameless = peer("10-1-2-3", Optional.empty());
        PeerView view = new PeerView(
                service(3),
                List.of(nameless, peer(10), peer(2)),
                PeerView.Source.FRESH,
                NOON,
                Duration.ofSeconds(30),
                true);

        assertThat(view.peers()).extracting(Peer::name).containsExactly("web-2", "web-10", "10-1-2-3");
        assertThat(view.peer(10)).map(Peer::name).contains("web-10");
        assertThat(view.peer(3)).isEmpty();
        assertThat(view.age(NOON.plusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void addresses_ipv4FirstAscendingAndOnce() throws UnknownHostException {
        Peer peer = new Peer(
                "web-0",
                PeerId.parse("web-0"),
                List.of(ip("fd00::2"), ip("10.0.0.200"), ip("10.0.0.3"), ip("10.0.0.200"), ip("fd00::1")),
                OptionalInt.of(80));

        assertThat(peer.addresses()).containsExactly(ip("10.0.0.3"), ip("10.0.0.200"), ip("fd00::1"), ip("fd00::2"));
        assertThat(peer.endpoint().orElseThrow().getAddress()).isEqualTo(ip("10.0.0.3"));
    }

    @Test
    void endpoint_needsAddressAndPort() {
        assertThat(peer(1).endpoint()).isEmpty();
        assertThatThrownBy(() -> new Peer("web-0", Optional.empty(), List.of(), OptionalInt.of(65536)))
                .hasMessageContaining("65536")
                .hasMessageContaining("web-0");
    }

    @Test
    void missingPeers_sentenceNamesOrdinalsEvidenceAndRemedy() {
        Evidence evidence = new Evidence(
                "SRV web.shop.svc.cluster.local.",
                "10.0.0.10:53",
                "UDP",
                Evidence.Verdict.ANSWER,
                321,
                Duration.ofSeconds(30),
                true);

        assertThat(new PeersMissingException(
                        service(3),
                        Completeness.COMPLETE,
                        Duration.ofSeconds(2),
                        new LookupResult.Found(view(3, "0 2"), List.of(evidence))))
                .hasMessageContaining("waited 2.0 s for COMPLETE of 3 peers of web.shop.svc.cluster.local.")
                .hasMessageContaining("saw 2, missing ordinals [1]")
                .hasMessageContaining("10.0.0.10:53 over UDP: ANSWER, 321 bytes")
                .hasMessageContaining("publishNotReadyAddresses");
        assertThat(new PeersMissingException(
                        service(3),
                        Completeness.QUORUM,
                        Duration.ofSeconds(2),
                        new LookupResult.Absent(List.of(evidence))))
                .hasMessageContaining("saw none")
                .hasMessageContaining("check service, namespace and cluster domain");
        assertThat(new PeersMissingException(
                        service(3),
                        Completeness.QUORUM,
                        Duration.ofSeconds(2),
                        new LookupResult.Failed(List.of(evidence))))
                .hasMessageContaining("no usable answer")
                .hasMessageContaining("nameserver");
    }

    private static PeerView view(int expected, String ordinals) {
        List<Peer> peers = Stream.of(ordinals.split(" ", -1))
                .filter(ordinal -> !ordinal.isEmpty())
                .map(ordinal -> peer(Integer.parseInt(ordinal)))
                .toList();
        return new PeerView(service(expected), peers, PeerView.Source.FRESH, NOON, Duration.ofSeconds(30), true);
    }

    private static HeadlessService service(int expected) {
        return HeadlessService.named("web")
                .namespace("shop")
                .expectedPeers(expected)
                .self(new PeerId("web", 2))
                .build();
    }

    private static Peer peer(int ordinal) {
        return peer("web-" + ordinal, PeerId.parse("web-" + ordinal));
    }

    private static Peer peer(String name, Optional<PeerId> id) {
        return new Peer(name, id, List.of(), OptionalInt.empty());
    }

    private static InetAddress ip(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }
}
