// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import static io.rollcall.discovery.leader.Seen.WINDOW;
import static io.rollcall.discovery.leader.Seen.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.leader.LeaderState.Follower;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import io.rollcall.discovery.testing.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Electors that confirm each other over a network in memory, in virtual time. */
class ConfirmationTest {

    private static final Duration VALIDITY = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final Network network = new Network();
    private long seed;

    @Test
    void majorityWithOneView_confirmsItsLeader() {
        LeaderElector zero = elector(3, watch(3, 0).lists(0, 1, 2));
        LeaderElector one = elector(3, watch(3, 1).lists(0, 1, 2));

        time.advance(WINDOW.plusSeconds(2));

        assertThat(zero.state()).isInstanceOf(Leader.class);
        assertThat(one.state()).isEqualTo(new Follower(web(0)));
    }

    @Test
    void splitViews_makeAtMostOneLead() {
        LeaderElector zero = elector(5, watch(5, 0).lists(0, 3, 4));
        LeaderElector one = elector(5, watch(5, 1).lists(1, 2, 3));
        elector(5, watch(5, 2).lists(1, 2, 3));
        elector(5, watch(5, 3).lists(1, 2, 3));

        time.advance(WINDOW.plusSeconds(2));

        assertThat(one.state()).isInstanceOf(Leader.class);
        assertThat(zero.state())
                .isInstanceOfSatisfying(
                        Undecided.class,
                        undecided -> assertThat(undecided.reason()).isInstanceOf(UndecidedReason.Unconfirmed.class));
        assertThat(zero.state().sentence()).contains("1 peers agree", "web-3 names web-1");
    }

    @Test
    void differentConfiguredSizes_doNotConfirmEachOther() {
        LeaderElector zero = elector(3, watch(3, 0).lists(0, 1, 2));
        elector(4, watch(4, 1).lists(0, 1, 2));
        elector(4, watch(4, 2).lists(0, 1, 2));

        time.advance(WINDOW.plusSeconds(2));

        assertThat(zero.state().sentence()).contains("other members");
    }

    @Test
    void listedButDeadPeers_doNotConfirm() {
        LeaderElector zero = elector(3, watch(3, 0).lists(0, 1, 2));

        time.advance(WINDOW.plusSeconds(2));

        assertThat(zero.state()).isInstanceOf(Undecided.class);
        assertThat(zero.state().sentence()).contains("1 peers agree", "2 must", "nobody is there");
    }

    @Test
    void twin_isNotConfirmed_whileThePromiseOfThePeersBinds() {
        LeaderElector first = elector(3, watch(3, 0).lists(0, 1, 2));
        elector(3, watch(3, 1).lists(0, 1, 2));
        elector(3, watch(3, 2).lists(0, 1, 2));
        time.advance(WINDOW.plusSeconds(2));
        assertThat(first.state()).isInstanceOf(Leader.class);

        network.answering.remove(web(0));
        LeaderElector twin = elector(3, watch(3, 0).lists(0, 1, 2));
        time.advance(WINDOW.multipliedBy(6));

        assertThat(first.state()).isInstanceOf(Leader.class);
        assertThat(twin.state().sentence()).contains("has promised itself to another process");

        first.close();
        time.advance(VALIDITY.multipliedBy(2));
        assertThat(twin.state()).isInstanceOf(Leader.class);
    }

    @Test
    void leaderThatIsCutOffFromItsPeers_stepsDown_whenTheirPromisesEnd() {
        LeaderElector zero = elector(3, watch(3, 0).lists(0, 1, 2));
        elector(3, watch(3, 1).lists(0, 1, 2));
        elector(3, watch(3, 2).lists(0, 1, 2));
        time.advance(WINDOW.plusSeconds(2));
        assertThat(zero.state()).isInstanceOf(Leader.class);

        network.cutOff.add(web(0));
        time.advance(Duration.ofSeconds(1));
        assertThat(zero.state()).as("promises still bind").isInstanceOf(Leader.class);
        time.advance(VALIDITY);

        assertThat(zero.state()).isInstanceOf(Undecided.class);
    }

    @Test
    void leaderThatItsPeersContradict_stepsDownInTheNextRound() {
        LeaderElector zero = elector(3, watch(3, 0).lists(0, 1, 2));
        ScriptedWatch second = watch(3, 1).lists(0, 1, 2);
        ScriptedWatch third = watch(3, 2).lists(0, 1, 2);
        elector(3, second);
        elector(3, third);
        time.advance(WINDOW.plusSeconds(2));
        assertThat(zero.state()).isInstanceOf(Leader.class);

        second.lists(1, 2);
        third.lists(1, 2);
        time.advance(Canvass.round(VALIDITY));

        assertThat(zero.state()).isInstanceOf(Undecided.class);
    }

    @Test
    void agreementHasToBeRenewed_andIs() {
        LeaderElector zero = elector(3, watch(3, 0).lists(0, 1, 2));
        elector(3, watch(3, 1).lists(0, 1, 2));
        time.advance(WINDOW.plusSeconds(2));

        for (int second = 0; second < 600; second++) {
            time.advance(Duration.ofSeconds(1));
            assertThat(zero.state()).isEqualTo(new Leader(new Epoch.Advisory(1)));
        }
    }

    @Test
    void stickyProcessThatReturns_learnsFromThePeersWhoLeads() {
        LeadershipPolicy sticky = LeadershipPolicy.sticky();
        ScriptedWatch second = watch(3, 1).lists(1, 2);
        ScriptedWatch third = watch(3, 2).lists(1, 2);
        LeaderElector one = builder(second).policy(sticky).build();
        builder(third).policy(sticky).build();
        time.advance(WINDOW.plusSeconds(2));
        assertThat(one.state()).isInstanceOf(Leader.class);

        second.lists(0, 1, 2);
        third.lists(0, 1, 2);
        LeaderElector zero = builder(watch(3, 0).lists(0, 1, 2)).policy(sticky).build();
        time.advance(WINDOW.plusSeconds(4));

        assertThat(zero.state()).isEqualTo(new Follower(web(1)));
        assertThat(one.state()).isInstanceOf(Leader.class);
    }

    @Test
    void questionForAnotherService_orAnotherPod_isRefused() {
        elector(3, watch(3, 1).lists(0, 1, 2));
        time.advance(WINDOW);
        Confirmation.Voter voter = network.answering.get(web(1));
        ViewDigest digest = ViewDigest.of(watch(3, 1).lists(0, 1, 2).view());
        String domain = Seen.service(3, 1).domain();

        assertThat(voter.answer(new Confirmation.Question("a.b.", web(1), web(0), "x", digest, VALIDITY)))
                .isInstanceOfSatisfying(
                        Confirmation.Refused.class,
                        refused -> assertThat(refused.why()).contains(domain, "a.b."));
        assertThat(voter.answer(new Confirmation.Question(domain, web(2), web(0), "x", digest, VALIDITY)))
                .isInstanceOf(Confirmation.Refused.class);
        assertThat(voter.answer(new Confirmation.Question(domain, web(1), web(0), "x", digest, WINDOW.plusNanos(1))))
                .as("a promise that outlasts a restart")
                .isInstanceOf(Confirmation.Refused.class);
        assertThat(voter.answer(new Confirmation.Question(domain, web(1), web(0), "x", digest, VALIDITY)))
                .isEqualTo(new Confirmation.Agreed(web(1)));
    }

    @Test
    void peerThatHasNotSettled_agreesWithNobody() {
        elector(3, watch(3, 1).lists(0, 1, 2));
        ViewDigest digest = ViewDigest.of(watch(3, 1).lists(0, 1, 2).view());

        assertThat(network.answering
                        .get(web(1))
                        .answer(new Confirmation.Question(
                                Seen.service(3, 1).domain(), web(1), web(0), "x", digest, VALIDITY)))
                .isInstanceOf(Confirmation.Differs.class);
    }

    private ScriptedWatch watch(int expected, int self) {
        return new ScriptedWatch(Seen.service(expected, self), time::nanoTime);
    }

    private LeaderElector elector(int expected, ScriptedWatch watched) {
        assertThat(watched.service().expectedPeers()).isEqualTo(expected);
        return builder(watched).build();
    }

    private LeaderElectorBuilder builder(ScriptedWatch watched) {
        return LeaderElector.builder(watched)
                .confirmation(network)
                .scheduler(time)
                .ticker(time::nanoTime)
                .random(new SplittableRandom(seed++));
    }

    /** Carries questions by pod name, at once; pods can be cut off. */
    private static final class Network implements Confirmation {
        private final Map<PeerId, Voter> answering = new HashMap<>();
        private final Set<PeerId> cutOff = new HashSet<>();

        @Override
        public Line open(HeadlessService service, Voter voter) {
            PeerId here = service.self().orElseThrow();
            answering.put(here, voter);
            return new Line() {
                @Override
                public CompletableFuture<Answer> ask(Peer peer, Question question) {
                    Voter there = answering.get(question.asked());
                    boolean cut = cutOff.contains(here) || cutOff.contains(question.asked());
                    return CompletableFuture.completedFuture(
                            there == null || cut ? new Silent("nobody is there") : there.answer(question));
                }

                @Override
                public void close() {
                    answering.remove(here, voter);
                }
            };
        }
    }
}
