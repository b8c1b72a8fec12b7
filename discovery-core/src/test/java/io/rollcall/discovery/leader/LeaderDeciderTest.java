// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import static io.rollcall.discovery.leader.Seen.TTL;
import static io.rollcall.discovery.leader.Seen.WINDOW;
import static io.rollcall.discovery.leader.Seen.address;
import static io.rollcall.discovery.leader.Seen.peer;
import static io.rollcall.discovery.leader.Seen.peers;
import static io.rollcall.discovery.leader.Seen.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.leader.LeaderState.Follower;
import io.rollcall.discovery.leader.LeaderState.Forbidden;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaderDeciderTest {

    private final Seen seen = new Seen();
    private LeadershipPolicy policy = LeadershipPolicy.lowest();

    @Test
    void lowestListed_leads_whenEveryGateIsOpen() {
        assertThat(decide()).isEqualTo(new Leader(new Epoch.Advisory(1)));
    }

    @Test
    void otherThanTheLowest_follows() {
        seen.service = Seen.service(5, 3);

        assertThat(decide()).isEqualTo(new Follower(web(0)));
    }

    @Test
    void lowestThatIsLeft_leads() {
        seen.service = Seen.service(5, 1);
        seen.peers = peers(1, 2, 3, 4);

        assertThat(decide()).isInstanceOf(Leader.class);
    }

    @Test
    void nobodyLeads_beforeTheFirstAnswer() {
        seen.peers = List.of();
        seen.source = PeerView.Source.STALE;

        assertUndecided(new UndecidedReason.NoAnswerYet("web.shop.svc.cluster.local."), "has not yet answered");
    }

    @Test
    void nobodyLeads_onAStaleView() {
        seen.source = PeerView.Source.STALE;

        assertUndecided(new UndecidedReason.NotFresh(PeerView.Source.STALE, Duration.ofSeconds(1)), "STALE", "1000 ms");
    }

    @Test
    void nobodyLeads_onAViewThatDnsNeverGave() {
        seen.source = PeerView.Source.STATIC;

        assertUndecided(new UndecidedReason.NotFresh(PeerView.Source.STATIC, Duration.ofSeconds(1)), "STATIC");
    }

    @Test
    void sweptView_isAsGoodAsAFreshOne() {
        seen.source = PeerView.Source.SWEPT;

        assertThat(decide()).isInstanceOf(Leader.class);
    }

    @Test
    void nobodyLeads_onAnAnswerOlderThanWindowAndTtl() {
        seen.age = WINDOW.plus(TTL);
        assertThat(decide()).isInstanceOf(Leader.class);

        seen.age = WINDOW.plus(TTL).plusNanos(1);
        assertUndecided(new UndecidedReason.TooOld(seen.age, WINDOW.plus(TTL)), "15000 ms");
    }

    @Test
    void nobodyLeads_onACutAnswer() {
        seen.whole = false;

        assertUndecided(new UndecidedReason.Cut(5), "TCP");
    }

    @Test
    void nobodyLeads_whenSeveralSetsShareTheServiceOfAnObserver() {
        seen.service = HeadlessService.named("web").expectedPeers(5).build();
        seen.peers.add(peer("db", 0, "127.9.1.1"));

        assertUndecided(new UndecidedReason.SeveralSets(Set.of("db", "web")), "[db, web]");
    }

    @Test
    void podsOfOtherSets_doNotCount_whenTheOwnSetIsKnown() {
        seen.peers.add(peer("db", 0, "127.9.1.1"));

        assertThat(decide()).isInstanceOf(Leader.class);
    }

    @Test
    void nobodyLeads_whoIsNotInTheView() {
        seen.peers = peers(1, 2, 3, 4);

        assertUndecided(
                new UndecidedReason.SelfMissing(web(0), List.of(web(1), web(2), web(3), web(4))),
                "not web-0",
                "publishNotReadyAddresses");
    }

    @Test
    void nobodyLeads_whoseNameBelongsToAnotherAddress() {
        seen.own = Set.of(address("127.9.0.77"));

        assertUndecided(
                new UndecidedReason.SelfElsewhere(web(0), List.of(address("127.9.0.1")), seen.own), "127.9.0.77");
    }

    @Test
    void ownAddress_opensItsGate() {
        seen.own = Set.of(address("127.9.0.1"), address("::1"));

        assertThat(decide()).isInstanceOf(Leader.class);
    }

    @Test
    void nobodyLeads_withoutAMajorityOfTheConfiguredSize() {
        seen.peers = peers(0, 1);

        assertUndecided(new UndecidedReason.NoQuorum(2, 3, 5, List.of(2, 3, 4)), "2 of 5", "[2, 3, 4]");
    }

    @Test
    void halfOfAnEvenSize_isNoMajority() {
        seen.service = Seen.service(4, 0);
        seen.peers = peers(0, 1);

        assertUndecided(new UndecidedReason.NoQuorum(2, 3, 4, List.of(2, 3)), "3 are needed");
    }

    @Test
    void peerWithoutAddress_countsNotForTheQuorum_butIsNotPassedOver() {
        seen.service = Seen.service(5, 1);
        seen.peers = new ArrayList<>(List.of(peer("web", 0)));
        seen.peers.addAll(peers(1, 2));
        assertUndecided(new UndecidedReason.NoQuorum(2, 3, 5, List.of(3, 4)), "with an address");

        seen.peers.addAll(peers(3));
        assertThat(decide()).isEqualTo(new Follower(web(0)));
    }

    @Test
    void ordinalsBeyondTheConfiguredOnes_countForNothing() {
        seen.peers = peers(0, 7, 8, 9);

        assertUndecided(new UndecidedReason.NoQuorum(1, 3, 5, List.of(1, 2, 3, 4)));
    }

    @Test
    void nobodyLeads_beforeTheWindowHasPassed() {
        seen.stableFor = WINDOW.minusMillis(1);

        assertUndecided(new UndecidedReason.Settling(seen.stableFor, WINDOW), "9999 ms", "10000 ms");
    }

    @Test
    void changeThatDoesNotTouchTheChoice_leavesItStanding() {
        seen.named = Optional.of(peers(0).get(0));
        seen.stableFor = Duration.ZERO;
        seen.peers = peers(0, 1, 2);
        assertThat(decide()).isInstanceOf(Leader.class);

        seen.service = Seen.service(5, 2);
        assertThat(decide()).isEqualTo(new Follower(web(0)));
    }

    @Test
    void changeThatMakesAnotherChoice_hasToSettle() {
        seen.service = Seen.service(5, 1);
        seen.named = Optional.of(peers(0).get(0));
        seen.stableFor = Duration.ZERO;
        seen.peers = peers(1, 2, 3);
        assertUndecided(new UndecidedReason.Settling(Duration.ZERO, WINDOW));

        seen.named = Optional.of(peers(1).get(0));
        seen.peers = peers(0, 1, 2);
        assertUndecided(new UndecidedReason.Settling(Duration.ZERO, WINDOW));
    }

    /** Its name may stand for another process now. */
    @Test
    void chosenPeerWithAnotherAddress_hasToSettle() {
        seen.named = Optional.of(peer("web", 0, "127.9.0.77"));
        seen.stableFor = Duration.ZERO;

        assertUndecided(new UndecidedReason.Settling(Duration.ZERO, WINDOW));
    }

    @Test
    void changeThatCostsTheMajority_endsWhatStood() {
        seen.named = Optional.of(peers(0).get(0));
        seen.peers = peers(0, 1);

        assertUndecided(new UndecidedReason.NoQuorum(2, 3, 5, List.of(2, 3, 4)));
    }

    @Test
    void processThatTheNewestAnswersMiss_doesNotTakeOver_butLeadsOn() {
        seen.misses = Map.of("web-0", 1, "web-3", 2);
        assertUndecided(new UndecidedReason.SelfInDoubt(web(0), 1), "the last 1 DNS answers", "web-0");

        seen.named = Optional.of(peers(0).get(0));
        assertThat(decide()).isInstanceOf(Leader.class);
    }

    @Test
    void doubtAboutOthers_keepsNobodyFromLeading() {
        seen.misses = Map.of("web-3", 2);

        assertThat(decide()).isInstanceOf(Leader.class);
    }

    @Test
    void followersAreUndecidedToo_whileAGateIsClosed() {
        seen.service = Seen.service(5, 3);
        seen.stableFor = Duration.ZERO;

        assertUndecided(new UndecidedReason.Settling(Duration.ZERO, WINDOW));
    }

    @Test
    void resigned_leadsNoMore_butStillFollows() {
        seen.standing = Standing.RESIGNED;
        assertThat(decide()).isEqualTo(new Forbidden(new ForbiddenReason.Resigned()));

        seen.service = Seen.service(5, 3);
        assertThat(decide()).isEqualTo(new Follower(web(0)));
    }

    @Test
    void closed_leadsNoMore() {
        seen.standing = Standing.CLOSED;

        assertThat(decide()).isEqualTo(new Forbidden(new ForbiddenReason.Closed()));
    }

    @Test
    void sticky_staysWithTheIncumbent_whileItIsListed() {
        policy = LeadershipPolicy.sticky();
        seen.incumbent = Optional.of(web(3));
        assertThat(decide()).isEqualTo(new Follower(web(3)));

        seen.peers.remove(3);
        assertThat(decide()).isInstanceOf(Leader.class);
    }

    @Test
    void fixed_waitsForItsOrdinal() {
        policy = LeadershipPolicy.fixed(4);
        assertThat(decide()).isEqualTo(new Follower(web(4)));

        seen.peers.remove(4);
        assertUndecided(
                new UndecidedReason.NobodyEligible("fixed to ordinal 4", List.of(web(0), web(1), web(2), web(3))),
                "fixed to ordinal 4");
    }

    @Test
    void choiceThatIsNotListed_isNone() {
        policy = (candidates, incumbent) -> Optional.of(new PeerId("web", 99));

        assertThat(reason()).isInstanceOf(UndecidedReason.NobodyEligible.class);
    }

    @Test
    void policyThatThrows_electsNobody() {
        policy = (candidates, incumbent) -> {
            throw new IllegalStateException("no idea");
        };

        assertThat(reason()).isInstanceOf(UndecidedReason.PolicyFailed.class);
        assertThat(decide().sentence()).contains("no idea");
    }

    @Test
    void nobodyLeads_beforeThePeersHaveAnswered() {
        seen.agreement = new Agreement.Pending();

        assertUndecided(new UndecidedReason.Confirming());
    }

    @Test
    void nobodyLeads_whomTooFewPeersConfirm() {
        seen.agreement = new Agreement.Counted(2, List.of("web-3 names web-1"));

        assertUndecided(
                new UndecidedReason.Unconfirmed(2, 3, List.of("web-3 names web-1")), "2 peers", "web-3 names web-1");
    }

    @Test
    void majorityThatConfirms_opensItsGate() {
        seen.agreement = new Agreement.Counted(3, List.of("web-3 is silent"));

        assertThat(decide()).isInstanceOf(Leader.class);
    }

    @Test
    void nobodyLeads_beforeTheFenceHasAnswered() {
        seen.fence = new Fence.Pending();

        assertUndecided(new UndecidedReason.Claiming());
    }

    @Test
    void grant_isTheEpoch() {
        seen.fence = new Fence.Answered(new FencingTokens.Granted(42, Duration.ofSeconds(15)));

        assertThat(decide()).isEqualTo(new Leader(new Epoch.Fenced(42)));
        assertThat(decide().sentence()).contains("42");
    }

    @Test
    void denial_forbids() {
        seen.fence = new Fence.Answered(new FencingTokens.Denied(41, Optional.of(web(2))));

        assertThat(decide()).isEqualTo(new Forbidden(new ForbiddenReason.HeldByAnother(41, Optional.of(web(2)))));
        assertThat(decide().sentence()).contains("41").contains("web-2");
    }

    @Test
    void nobodyLeads_withoutAnAnswerOfTheFence() {
        seen.fence = new Fence.Answered(new FencingTokens.Unavailable("connection refused by 10.0.0.9:6379"));

        assertUndecided(new UndecidedReason.FenceUnavailable("connection refused by 10.0.0.9:6379"), "10.0.0.9:6379");
    }

    @Test
    void fence_isOfNoUse_whenAnEarlierGateIsClosed() {
        seen.fence = new Fence.Answered(new FencingTokens.Granted(42, Duration.ofSeconds(15)));
        seen.source = PeerView.Source.STALE;

        assertThat(reason()).isInstanceOf(UndecidedReason.NotFresh.class);
    }

    @Test
    void onlyPeer_leadsAlone() {
        seen.service = Seen.service(1, 0);
        seen.peers = List.<Peer>copyOf(peers(0));

        assertThat(decide()).isInstanceOf(Leader.class);
    }

    private LeaderState decide() {
        return new LeaderDecider(seen.service, policy).decide(seen.observation());
    }

    private UndecidedReason reason() {
        LeaderState state = decide();
        assertThat(state).isInstanceOf(Undecided.class);
        return ((Undecided) state).reason();
    }

    private void assertUndecided(UndecidedReason expected, CharSequence... words) {
        assertThat(reason()).isEqualTo(expected);
        assertThat(decide().sentence()).isEqualTo(expected.sentence());
        for (CharSequence word : words) {
            assertThat(expected.sentence()).contains(word);
        }
    }
}
