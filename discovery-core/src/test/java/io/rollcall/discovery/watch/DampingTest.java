// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import static io.rollcall.discovery.watch.Orders.ONE;
import static io.rollcall.discovery.watch.Orders.TWO;
import static io.rollcall.discovery.watch.Orders.ZERO;
import static io.rollcall.discovery.watch.Orders.address;
import static io.rollcall.discovery.watch.Orders.all;
import static io.rollcall.discovery.watch.Orders.cut;
import static io.rollcall.discovery.watch.Orders.listed;
import static io.rollcall.discovery.watch.Orders.nxDomain;
import static io.rollcall.discovery.watch.Orders.peer;
import static io.rollcall.discovery.watch.Orders.servFail;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerEvent.AddressRecycled;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.PeerLeft;
import io.rollcall.discovery.PeerEvent.PeerReaddressed;
import io.rollcall.discovery.PeerEvent.ViewFresh;
import io.rollcall.discovery.PeerEvent.ViewStale;
import io.rollcall.discovery.PeerView.Source;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts, at once or after a while, and what does not. */
class DampingTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration POLL = Duration.ofSeconds(33).plus(Scene.LOOKUP);

    private final Scene scene = new Scene();

    @Test
    void firstAnswer_joinsEachPeerInOrder() {
        scene.open();

        scene.advance(Duration.ofSeconds(1));

        assertThat(scene.events)
                .extracting(event -> ((PeerJoined) event).peer())
                .containsExactly(ZERO, ONE, TWO);
        assertThat(scene.events)
                .allSatisfy(event -> assertThat(event.view().peers()).containsExactly(ZERO, ONE, TWO));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30})
    void alternatingServers_oneOfThemOnePeerBehind_tellNothingForAnHour(int ttl) {
        PeerWatch watch = settled(Duration.ofSeconds(ttl));
        scene.dns(alternating(allAt(ttl), listed(Duration.ofSeconds(ttl), true, ZERO, TWO)));

        scene.advance(HOUR);

        assertThat(scene.events).isEmpty();
        assertThat(watch.view().peers()).containsExactly(ZERO, ONE, TWO);
        assertThat(watch.state().stableFor()).isGreaterThan(HOUR);
    }

    @Test
    void serversThatAnswerAtRandom_oneOfThemOnePeerBehind_tellNothingForAnHour() {
        settled(Orders.TTL);
        SplittableRandom random = new SplittableRandom(4);
        scene.dns(() -> random.nextBoolean() ? all() : listed(ZERO, TWO));

        scene.advance(HOUR);

        assertThat(scene.events).isEmpty();
        assertThat(scene.lookups).hasSizeGreaterThan(100);
    }

    @Test
    void serversOfWhichOneShowsTheFormerAddress_tellTheChangeOnce() {
        settled(Orders.TTL);
        Peer restarted = peer(1, "10.0.0.99");
        scene.dns(alternating(listed(ZERO, restarted, TWO), all()));

        scene.advance(HOUR);

        assertThat(scene.events).singleElement().isInstanceOfSatisfying(PeerReaddressed.class, event -> {
            assertThat(event.before()).isEqualTo(ONE);
            assertThat(event.now()).isEqualTo(restarted);
        });
    }

    @Test
    void oneNxDomain_tellsNothing_andIsAskedAgainSoon() {
        PeerWatch watch = settled(Orders.TTL);
        int before = scene.lookups.size();
        scene.dns(new Script(nxDomain(), all()));

        scene.advance(Duration.ofSeconds(35));

        assertThat(scene.events).isEmpty();
        assertThat(watch.view().source()).isEqualTo(Source.FRESH);
        assertThat(scene.lookups).hasSize(before + 2);
        assertThat(scene.lookups.get(before + 1).minus(scene.lookups.get(before)))
                .isLessThan(Duration.ofMillis(1300));
    }

    @Test
    void oneNxDomainForThePodsName_keepsItsAddress() {
        PeerWatch watch = settled(Orders.TTL);
        scene.dns(new Script(listed(ZERO, peer(1), TWO), all()));

        scene.advance(HOUR);

        assertThat(scene.events).isEmpty();
        assertThat(watch.view().peer(1)).contains(ONE);
    }

    @Test
    void newPeer_isSeenWithinOnePoll() {
        scene.dns(listed(ZERO, ONE));
        settled(Orders.TTL);
        scene.dns(all());

        Duration delay = scene.untilTold(HOUR);

        assertThat(delay).isLessThanOrEqualTo(POLL);
        assertThat(scene.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        PeerJoined.class, event -> assertThat(event.peer()).isEqualTo(TWO));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 30})
    void missingPeer_leavesWithinTheBound_andNotBeforeOneTtl(int seconds) {
        Duration ttl = Duration.ofSeconds(seconds);
        settled(ttl);
        Duration next = scene.lookups.get(scene.lookups.size() - 1);
        scene.dns(listed(ttl, true, ZERO, ONE));

        Duration delay = scene.untilTold(HOUR);

        Duration poll = Duration.ofMillis(1100L * Math.max(1, seconds));
        Duration doubt = Duration.ofMillis(1100L * Math.min(4, Math.max(1, seconds / 8 + 1)));
        Duration bound =
                poll.plus(longer(ttl.plus(doubt), doubt.multipliedBy(2))).plus(Scene.LOOKUP.multipliedBy(3));
        assertThat(scene.events).singleElement().isInstanceOfSatisfying(PeerLeft.class, event -> {
            assertThat(event.peer()).isEqualTo(TWO);
            assertThat(event.view().peers()).containsExactly(ZERO, ONE);
        });
        assertThat(delay).isLessThanOrEqualTo(bound).isGreaterThanOrEqualTo(ttl);
        assertThat(scene.lookups.stream().filter(at -> at.compareTo(next) > 0)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void cutAnswers_takeNobodyAway_butLetPeersJoin() {
        scene.dns(listed(ZERO, ONE));
        PeerWatch watch = settled(Orders.TTL);
        scene.dns(cut(TWO));

        scene.advance(HOUR);

        assertThat(scene.events).singleElement().isInstanceOf(PeerJoined.class);
        assertThat(watch.view().peers()).containsExactly(ZERO, ONE, TWO);
        assertThat(watch.view().whole()).isFalse();
    }

    @Test
    void failingLookups_makeTheViewStale_andAGoodAnswerFresh() {
        PeerWatch watch = settled(Orders.TTL);
        scene.dns(servFail());
        scene.advance(Duration.ofMinutes(2));

        assertThat(scene.events).singleElement().isInstanceOf(ViewStale.class);
        assertThat(watch.view().peers()).containsExactly(ZERO, ONE, TWO);
        assertThat(watch.state().stale()).isTrue();
        assertThat(watch.state().stableFor()).isZero();
        assertThat(watch.state().age()).isGreaterThan(Duration.ofMinutes(1));

        scene.events.clear();
        scene.dns(all());
        scene.advance(Duration.ofMinutes(1));

        assertThat(scene.events).singleElement().isInstanceOf(ViewFresh.class);
        assertThat(watch.state().stableFor()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void staleView_isGivenUpAtItsBound_peerByPeer() {
        PeerWatch watch = settled(Orders.TTL);
        scene.dns(nxDomain());
        scene.advance(Duration.ofMinutes(9));
        assertThat(watch.view().peers()).hasSize(3);

        scene.advance(Duration.ofMinutes(2));

        assertThat(watch.view().peers()).isEmpty();
        assertThat(scene.events).hasSize(4).element(0).isInstanceOf(ViewStale.class);
        assertThat(scene.events.subList(1, 4)).hasOnlyElementsOfType(PeerLeft.class);
    }

    @Test
    void hangingLookup_countsAsFailed_andIsNotTheLast() {
        PeerWatch watch = settled(Orders.TTL);
        scene.hang(true);

        scene.advance(Duration.ofMinutes(5));

        assertThat(scene.events).singleElement().isInstanceOf(ViewStale.class);
        assertThat(watch.view().peers()).hasSize(3);
    }

    @Test
    void addressThatMovesToAnotherPeer_isTakenFromTheFirst() {
        PeerWatch watch = settled(Orders.TTL);
        Peer successor = peer(2, "10.0.0.11");
        scene.dns(listed(ZERO, successor));

        scene.untilTold(HOUR);

        assertThat(scene.events.get(0)).isInstanceOfSatisfying(AddressRecycled.class, event -> {
            assertThat(event.address()).isEqualTo(address("10.0.0.11"));
            assertThat(event.from()).isEqualTo(ONE);
            assertThat(event.to()).isEqualTo(successor);
        });
        assertThat(scene.events.subList(1, scene.events.size())).hasOnlyElementsOfType(PeerReaddressed.class);
        assertThat(watch.view().peers()).containsExactly(ZERO, peer(1), successor);
    }

    @Test
    void addressOfAPeerThatLeft_isRecycledByItsNextOwner() {
        settled(Orders.TTL);
        scene.dns(listed(ZERO, ONE));
        scene.advance(Duration.ofMinutes(2));
        scene.events.clear();
        Peer late = peer(7, "10.0.0.12");
        scene.dns(listed(ZERO, ONE, late));

        scene.advance(Duration.ofMinutes(1));

        assertThat(scene.events).hasSize(2);
        assertThat(scene.events.get(0))
                .isInstanceOfSatisfying(
                        AddressRecycled.class, event -> assertThat(event.from()).isEqualTo(TWO));
        assertThat(scene.events.get(1)).isInstanceOf(PeerJoined.class);
    }

    @Test
    void addressThatPeersShare_isNotRecycled() {
        Peer neighbour = new Peer("orders-1", ONE.id(), ZERO.addresses(), OptionalInt.of(8081));
        scene.dns(listed(ZERO, neighbour));
        settled(Orders.TTL);
        scene.dns(listed(ZERO, neighbour, new Peer("orders-2", TWO.id(), ZERO.addresses(), OptionalInt.of(8082))));

        scene.advance(Duration.ofMinutes(1));

        assertThat(scene.events).singleElement().isInstanceOf(PeerJoined.class);
    }

    @Test
    void missingPort_isNotForgotten() {
        PeerWatch watch = settled(Orders.TTL);
        scene.dns(listed(ZERO, ONE, new Peer("orders-2", TWO.id(), TWO.addresses(), OptionalInt.empty())));

        scene.advance(HOUR);

        assertThat(scene.events).isEmpty();
        assertThat(watch.view().peer(2)).contains(TWO);
    }

    @Test
    void familyThatIsGone_isBelievedAfterOneTtl() {
        Peer both = peer(2, "10.0.0.12", "fd00::12");
        scene.dns(listed(ZERO, ONE, both));
        PeerWatch watch = settled(Orders.TTL);
        scene.dns(all());

        assertThat(scene.untilTold(HOUR)).isGreaterThan(Orders.TTL);
        assertThat(scene.events).singleElement().isInstanceOf(PeerReaddressed.class);
        assertThat(watch.view().peer(2)).contains(TWO);
    }

    @Test
    void moreMisses_canBeAskedFor() {
        scene.open(WatchOptions.builder().misses(20).build());
        scene.advance(Duration.ofMinutes(1));
        scene.events.clear();
        scene.dns(listed(ZERO, ONE));

        assertThat(scene.untilTold(HOUR)).isGreaterThan(Duration.ofSeconds(70));
    }

    private static LookupResult allAt(int ttl) {
        return listed(Duration.ofSeconds(ttl), true, ZERO, ONE, TWO);
    }

    /** Opens a watch, lets it poll for two minutes and forgets what was told meanwhile. */
    private PeerWatch settled(Duration ttl) {
        if (!ttl.equals(Orders.TTL)) {
            scene.dns(listed(ttl, true, ZERO, ONE, TWO));
        }
        PeerWatch watch = scene.open();
        scene.advance(Duration.ofMinutes(2));
        scene.events.clear();
        return watch;
    }

    private static Supplier<LookupResult> alternating(LookupResult one, LookupResult other) {
        List<LookupResult> results = List.of(one, other);
        int[] next = {0};
        return () -> results.get(next[0]++ % 2);
    }

    private static Duration longer(Duration left, Duration right) {
        return left.compareTo(right) > 0 ? left : right;
    }

    /** The results one after the other, then the last for ever. */
    private static final class Script implements Supplier<LookupResult> {
        private final List<LookupResult> results;
        private int next;

        Script(LookupResult... results) {
            this.results = List.of(results);
        }

        @Override
        public LookupResult get() {
            return results.get(Math.min(next++, results.size() - 1));
        }
    }
}
