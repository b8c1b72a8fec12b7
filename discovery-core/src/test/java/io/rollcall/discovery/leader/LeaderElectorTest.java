// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import static io.rollcall.discovery.leader.Seen.WINDOW;
import static io.rollcall.discovery.leader.Seen.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.leader.LeaderState.Follower;
import io.rollcall.discovery.leader.LeaderState.Forbidden;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import io.rollcall.discovery.testing.InMemoryFencingTokens;
import io.rollcall.discovery.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaderElectorTest {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final InMemoryFencingTokens tokens = new InMemoryFencingTokens(LEASE, time::nanoTime);
    private final ScriptedWatch watch = new ScriptedWatch(Seen.service(3, 0), time::nanoTime);
    private final List<LeaderState> heard = new ArrayList<>();
    private long seed;

    @Test
    void lowest_leads_onceTheWindowHasPassed() {
        LeaderElector elector = listened(fenced(watch));
        watch.lists(0, 1, 2);

        time.advance(WINDOW.minusMillis(1));
        assertThat(reason(elector)).isInstanceOf(UndecidedReason.Settling.class);

        time.advance(Duration.ofMillis(1));
        assertThat(heard.get(heard.size() - 1)).isEqualTo(leader(1));
        assertThat(elector.state()).isEqualTo(leader(1));
    }

    @Test
    void others_follow() {
        ScriptedWatch other = new ScriptedWatch(Seen.service(3, 2), time::nanoTime).lists(0, 1, 2);
        LeaderElector elector = fenced(other);

        time.advance(WINDOW);

        assertThat(elector.state()).isEqualTo(new Follower(web(0)));
        assertThat(tokens.granted()).as("a follower asks no fence").isZero();
    }

    @Test
    void epoch_isOnePerTerm_notPerDecision() {
        LeaderElector elector = listened(leading());

        time.advance(Duration.ofHours(1));

        assertThat(elector.state()).isEqualTo(leader(1));
        assertThat(tokens.granted()).isEqualTo(1);
        assertThat(heard).containsExactly(leader(1));
    }

    @Test
    void staleView_endsTheTermAtOnce_withoutTheFence() {
        LeaderElector elector = listened(leading());
        tokens.fail("the network is down");

        watch.goesStale();
        time.advance(Duration.ZERO);

        assertThat(reason(elector)).isInstanceOf(UndecidedReason.NotFresh.class);
        assertThat(heard).hasSize(2).last().isInstanceOf(Undecided.class);
    }

    @Test
    void nextTerm_hasAHigherEpoch() {
        LeaderElector elector = leading();
        watch.goesStale();
        time.advance(SECOND);

        watch.lists(0, 1, 2);
        time.advance(WINDOW);

        assertThat(elector.state()).isEqualTo(leader(2));
    }

    @Test
    void followersThatComeAndGo_leaveTheTermAsItIs() {
        LeaderElector elector = listened(leading());

        watch.lists(0, 1);
        time.advance(SECOND);
        watch.lists(0, 1, 2);
        time.advance(Duration.ofMinutes(1));

        assertThat(heard).containsExactly(leader(1));
        assertThat(elector.state()).isEqualTo(leader(1));
        assertThat(tokens.granted()).isEqualTo(1);
    }

    @Test
    void ownNewAddress_endsTheTerm_asAnotherProcessMayHaveIt() {
        LeaderElector elector = leading();
        List<Peer> moved = new ArrayList<>(Seen.peers(1, 2));
        moved.add(Seen.peer("web", 0, "127.9.0.77"));

        watch.lists(moved);

        assertThat(reason(elector)).isInstanceOf(UndecidedReason.Settling.class);
    }

    @Test
    void followerThatSeesAnotherJoin_followsOn() {
        ScriptedWatch second = new ScriptedWatch(Seen.service(3, 1), time::nanoTime).lists(0, 1);
        LeaderElector elector = fenced(second);
        time.advance(WINDOW);
        listened(elector);

        second.lists(0, 1, 2);
        time.advance(SECOND);

        assertThat(heard).containsExactly(new Follower(web(0)));
    }

    @Test
    void lostMajority_endsTheTerm() {
        LeaderElector elector = leading();

        watch.lists(0);

        assertThat(reason(elector)).isInstanceOf(UndecidedReason.NoQuorum.class);
    }

    @Test
    void ownAbsence_endsTheTerm() {
        LeaderElector elector = leading();

        watch.lists(1, 2);

        assertThat(reason(elector)).isInstanceOf(UndecidedReason.SelfMissing.class);
    }

    @Test
    void silence_endsTheTerm_byTimeAlone() {
        LeaderElector elector = listened(leading());

        watch.silently();
        time.advance(WINDOW.plus(Seen.TTL).plusMillis(1));

        assertThat(heard.get(heard.size() - 1)).isInstanceOf(Undecided.class);
        assertThat(reason(elector)).isInstanceOf(UndecidedReason.TooOld.class);
    }

    @Test
    void longSilence_restartsTheWindow_thoughTheAnswersBeforeAndAfterAgree() {
        LeaderElector elector = leading();
        watch.silently();
        time.advance(WINDOW.plus(Seen.TTL).plusMillis(1));

        watch.lists(0, 1, 2);
        assertThat(reason(elector)).isInstanceOf(UndecidedReason.Settling.class);

        time.advance(WINDOW);
        assertThat(elector.state()).isEqualTo(leader(2));
    }

    @Test
    void state_noticesTheEndOfTheTerm_beforeAnyThreadDoes() {
        AtomicLong ticker = new AtomicLong();
        InMemoryFencingTokens fence = new InMemoryFencingTokens(LEASE, ticker::get);
        ScriptedWatch paused = new ScriptedWatch(Seen.service(3, 0), ticker::get).lists(0, 1, 2);
        LeaderElector elector = LeaderElector.builder(paused)
                .fencing(fence)
                .scheduler(time)
                .ticker(ticker::get)
                .build();
        ticker.addAndGet(WINDOW.toNanos());
        assertThat(elector.state()).isEqualTo(leader(1));

        fence.fail("store is down");
        ticker.addAndGet(LEASE.toNanos());

        assertThat(reason(elector)).isInstanceOf(UndecidedReason.FenceUnavailable.class);
    }

    @Test
    void fenceThatBecomesUnavailable_leavesTheLeaderItsGrant_andNoMore() {
        LeaderElector elector = leading();
        tokens.fail("store is down");

        time.advance(Duration.ofSeconds(9));
        assertThat(elector.state()).isEqualTo(leader(1));

        time.advance(LEASE);
        assertThat(reason(elector))
                .isInstanceOfSatisfying(
                        UndecidedReason.FenceUnavailable.class,
                        unavailable -> assertThat(unavailable.why()).contains("store is down"));

        tokens.restore();
        time.advance(Duration.ofSeconds(2));
        assertThat(elector.state())
                .as("a grant that ran out is no longer the same term")
                .isEqualTo(leader(2));
    }

    @Test
    void fenceThatNeverAnswers_makesNobodyLead() {
        LeaderElector elector = settled(builder(watch).fencing(new Answering(List.of(new CompletableFuture<>()))));

        time.advance(Duration.ofSeconds(30));

        assertThat(elector.state().sentence()).contains("no answer within 2000 ms");
    }

    @Test
    void fenceThatThrows_makesNobodyLead() {
        LeaderElector elector = settled(builder(watch)
                .fencing(new Answering(List.of(CompletableFuture.failedFuture(new IllegalStateException("boom"))))));

        assertThat(elector.state().sentence()).contains("boom");
    }

    @Test
    void grantThatComesTooLate_isGivenBack() {
        CompletableFuture<FencingTokens.Answer> slow = new CompletableFuture<>();
        Answering fence = new Answering(List.of(slow, new CompletableFuture<>()));
        LeaderElector elector = settled(builder(watch).fencing(fence));
        time.advance(Duration.ofSeconds(30));

        slow.complete(new FencingTokens.Granted(7, LEASE));
        time.advance(Duration.ZERO);

        assertThat(fence.released).contains(7L);
        assertThat(elector.state()).isNotInstanceOf(Leader.class);
    }

    @Test
    void twin_isForbidden_whileTheFirstHoldsTheFence() {
        LeaderElector first = leading();
        LeaderElector twin = settled(builder(watch).fencing(tokens));

        time.advance(Duration.ofMinutes(5));
        assertThat(first.state()).isEqualTo(leader(1));
        assertThat(twin.state()).isEqualTo(new Forbidden(new ForbiddenReason.HeldByAnother(1, Optional.of(web(0)))));

        first.close();
        time.advance(Duration.ofSeconds(2));
        assertThat(twin.state()).isEqualTo(leader(2));
    }

    @Test
    void lostRenewal_endsTheTermAtOnce() {
        LeaderElector elector = leading();
        FencingTokens.Claim rival = new FencingTokens.Claim(watch.service().domain(), web(1), "rival");
        tokens.fail("for a while");
        time.advance(LEASE);
        tokens.restore();
        assertThat(tokens.claim(rival).join()).isInstanceOf(FencingTokens.Granted.class);

        time.advance(Duration.ofSeconds(2));

        assertThat(elector.state()).isEqualTo(new Forbidden(new ForbiddenReason.HeldByAnother(2, Optional.of(web(1)))));
    }

    @Test
    void resign_endsTheTermAtOnce_andGivesTheEpochBack_afterTheListenersKnow() {
        LeaderElector elector = leading();
        List<String> order = new ArrayList<>();
        elector.onChange(state -> order.add(state instanceof Leader ? "leads" : isFree() ? "too early" : "told"));
        time.advance(Duration.ZERO);

        CompletableFuture<Void> drained = elector.resign();
        assertThat(elector.state()).isEqualTo(new Forbidden(new ForbiddenReason.Resigned()));
        assertThat(drained).isNotDone();
        time.advance(Duration.ZERO);

        assertThat(drained).isCompleted();
        assertThat(order).containsExactly("leads", "told");
        assertThat(isFree()).isTrue();
        time.advance(Duration.ofHours(1));
        assertThat(elector.state()).isEqualTo(new Forbidden(new ForbiddenReason.Resigned()));
    }

    @Test
    void close_tellsTheListeners_andNothingAfter() {
        LeaderElector elector = listened(leading());

        elector.close();
        assertThat(heard).containsExactly(leader(1), new Forbidden(new ForbiddenReason.Closed()));
        assertThat(isFree()).isTrue();

        watch.lists(1, 2);
        elector.onChange(heard::add);
        time.advance(Duration.ofHours(1));
        assertThat(heard).hasSize(2);
        assertThat(elector.state()).isEqualTo(new Forbidden(new ForbiddenReason.Closed()));
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void listenerThatClosesTheElector_hearsNothingMore() {
        LeaderElector elector = leading();
        elector.onChange(state -> {
            heard.add(state);
            elector.close();
        });

        time.advance(Duration.ofHours(1));

        assertThat(heard).startsWith(leader(1)).doesNotHaveDuplicates();
        assertThat(isFree()).isTrue();
    }

    @Test
    void listenerThatThrows_stopsNobody() {
        LeaderElector elector = fenced(watch);
        elector.onChange(state -> {
            throw new IllegalStateException("listener is broken");
        });
        listened(elector);
        watch.lists(0, 1, 2);

        time.advance(WINDOW);

        assertThat(heard).contains(leader(1));
    }

    @Test
    void listener_neverHearsOfATermThatIsOver() {
        LeaderElector elector = listened(fenced(watch));
        watch.lists(0, 1, 2);
        time.advance(WINDOW.minusMillis(1));
        heard.clear();
        List<Runnable> later = new ArrayList<>();
        LeaderElector slow = builder(watch).listenerExecutor(later::add).build();
        slow.onChange(heard::add);
        time.advance(Duration.ofMillis(1));
        assertThat(slow.state()).isInstanceOf(Leader.class);

        watch.goesStale();
        List.copyOf(later).forEach(Runnable::run);

        assertThat(heard)
                .noneMatch(state -> state instanceof Leader leader && leader.epoch() instanceof Epoch.Advisory);
        assertThat(elector.state()).isInstanceOf(Undecided.class);
    }

    @Test
    void advisoryTerms_areCounted() {
        LeaderElector elector = settled(builder(watch));
        assertThat(elector.state()).isEqualTo(new Leader(new Epoch.Advisory(1)));

        watch.goesStale();
        assertThat(elector.state()).isInstanceOf(Undecided.class);
        watch.lists(0, 1, 2);
        time.advance(WINDOW);

        assertThat(elector.state()).isEqualTo(new Leader(new Epoch.Advisory(2)));
    }

    @Test
    void sticky_leavesLeadershipWhereTheFenceSaysItIs() {
        LeadershipPolicy sticky = LeadershipPolicy.sticky();
        ScriptedWatch other = new ScriptedWatch(Seen.service(3, 1), time::nanoTime).lists(1, 2);
        LeaderElector second = builder(other).fencing(tokens).policy(sticky).build();
        time.advance(WINDOW);
        assertThat(second.state()).isEqualTo(leader(1));

        LeaderElector returned = settled(builder(watch).fencing(tokens).policy(sticky));
        other.lists(0, 1, 2);
        time.advance(WINDOW.multipliedBy(3));

        assertThat(returned.state()).isEqualTo(new Follower(web(1)));
        assertThat(second.state()).isInstanceOf(Leader.class);
    }

    @Test
    void whenDecided_completesWithTheFirstAnswer() {
        LeaderElector elector = fenced(watch);
        CompletableFuture<LeaderState> decided = elector.whenDecided(Duration.ofMinutes(1));
        watch.lists(0, 1, 2);

        time.advance(WINDOW);

        assertThat(decided).isCompletedWithValue(leader(1));
    }

    @Test
    void whenDecided_saysWhatIsMissing() {
        LeaderElector elector = fenced(watch);
        watch.lists(0);
        CompletableFuture<LeaderState> decided = elector.whenDecided(Duration.ofMinutes(1));

        time.advance(Duration.ofMinutes(1));

        assertThat(decided)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(LeaderUndecidedException.class)
                .withMessageContaining("waited 60.0 s")
                .withMessageContaining("missing ordinals [1, 2]");
    }

    @Test
    void deadlineShorterThanTheWindow_isRefused() {
        LeaderElector elector = fenced(watch);

        assertThatThrownBy(() -> elector.whenDecided(Duration.ofSeconds(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT9S")
                .hasMessageContaining("PT10S");
    }

    private LeaderElectorBuilder builder(ScriptedWatch watched) {
        return LeaderElector.builder(watched)
                .scheduler(time)
                .ticker(time::nanoTime)
                .random(new SplittableRandom(seed++));
    }

    private LeaderElector fenced(ScriptedWatch watched) {
        return builder(watched).fencing(tokens).build();
    }

    /** After the window, with all three peers listed. */
    private LeaderElector settled(LeaderElectorBuilder builder) {
        watch.lists(0, 1, 2);
        LeaderElector elector = builder.build();
        time.advance(WINDOW);
        return elector;
    }

    private LeaderElector leading() {
        LeaderElector elector = settled(builder(watch).fencing(tokens));
        assertThat(elector.state()).isEqualTo(leader(1));
        return elector;
    }

    private LeaderElector listened(LeaderElector elector) {
        elector.onChange(heard::add);
        time.advance(Duration.ZERO);
        return elector;
    }

    /** Whether another process would be granted; asks without taking. */
    private boolean isFree() {
        FencingTokens.Claim probe = new FencingTokens.Claim(watch.service().domain(), web(2), "probe");
        return tokens.renew(probe, 0).join() instanceof FencingTokens.Denied denied
                && denied.holder().isEmpty();
    }

    private static UndecidedReason reason(LeaderElector elector) {
        LeaderState state = elector.state();
        assertThat(state).isInstanceOf(Undecided.class);
        return ((Undecided) state).reason();
    }

    private static Leader leader(long epoch) {
        return new Leader(new Epoch.Fenced(epoch));
    }

    /** A fence with prepared answers, the last one for all that follow. */
    private static final class Answering implements FencingTokens {
        private final Deque<CompletableFuture<Answer>> answers;
        private final List<Long> released = new ArrayList<>();

        Answering(List<CompletableFuture<Answer>> answers) {
            this.answers = new ArrayDeque<>(answers);
        }

        private CompletableFuture<Answer> next() {
            return answers.size() > 1 ? answers.remove() : answers.element();
        }

        @Override
        public CompletableFuture<Answer> claim(Claim claim) {
            return next();
        }

        @Override
        public CompletableFuture<Answer> renew(Claim claim, long epoch) {
            return next();
        }

        @Override
        public CompletableFuture<Void> release(Claim claim, long epoch) {
            released.add(epoch);
            return CompletableFuture.completedFuture(null);
        }
    }
}
