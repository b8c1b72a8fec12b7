// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import static io.rollcall.discovery.watch.Orders.ONE;
import static io.rollcall.discovery.watch.Orders.ZERO;
import static io.rollcall.discovery.watch.Orders.listed;
import static io.rollcall.discovery.watch.Orders.nxDomain;
import static io.rollcall.discovery.watch.Orders.servFail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.discovery.WatchOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Scene scene = new Scene();

    @Test
    void reached_completesWithTheFirstViewThatWillDo() {
        scene.dns(listed(ZERO));
        PeerWatch watch = scene.open();
        CompletableFuture<PeerView> quorum = watch.whenReached(Completeness.QUORUM, MINUTE);
        CompletableFuture<PeerView> three = watch.whenReached(3, MINUTE);
        scene.advance(Duration.ofSeconds(5));
        assertThat(quorum).isNotDone();

        scene.dns(listed(ZERO, ONE));
        scene.advance(Duration.ofSeconds(3));
        assertThat(quorum).isCompletedWithValueMatching(view -> view.peers().size() == 2);
        assertThat(three).isNotDone();

        scene.dns(Orders.all());
        scene.advance(Duration.ofSeconds(5));
        assertThat(three).isCompleted();
        assertThat(watch.whenReached(Completeness.COMPLETE, MINUTE)).satisfies(again -> {
            scene.advance(Duration.ZERO);
            assertThat(again).isCompleted();
        });
    }

    @Test
    void timeOut_saysWhichOrdinalsAreMissing_andWhatDnsAnsweredLast() {
        scene.dns(listed(ZERO));
        PeerWatch watch = scene.open();
        CompletableFuture<PeerView> quorum = watch.whenReached(Completeness.QUORUM, MINUTE);
        CompletableFuture<PeerView> two = watch.whenReached(2, MINUTE);

        scene.advance(Duration.ofSeconds(61));

        assertThatThrownBy(quorum::join)
                .cause()
                .isInstanceOf(PeersMissingException.class)
                .hasMessageContaining("waited 60.0 s for QUORUM of 3 peers of orders.shop.svc.cluster.local.")
                .hasMessageContaining("saw 1, missing ordinals [1, 2]")
                .hasMessageContaining(
                        "DNS said last: SRV orders.shop.svc.cluster.local. at 10.0.0.2:53 over UDP: ANSWER")
                .hasMessageContaining("start the missing pods");
        assertThatThrownBy(two::join).cause().hasMessageContaining("for 2 peers of orders");
    }

    @Test
    void timeOutOfAStaleView_saysThatItComesFromMemory() {
        PeerWatch watch = scene.open();
        scene.advance(MINUTE);
        scene.dns(servFail());
        scene.advance(MINUTE);

        CompletableFuture<PeerView> complete = watch.whenReached(Completeness.COMPLETE, MINUTE);
        scene.advance(MINUTE);

        assertThatThrownBy(complete::join)
                .cause()
                .hasMessageContaining("saw 3, missing ordinals [] from memory; DNS said last:")
                .hasMessageContaining("SERV_FAIL");
    }

    @Test
    void timeOutWithoutAnyPeer_saysWhatToCheck() {
        scene.dns(nxDomain());
        CompletableFuture<PeerView> one = scene.open().whenReached(1, MINUTE);

        scene.advance(MINUTE);

        assertThatThrownBy(one::join)
                .cause()
                .hasMessageContaining("saw 0, missing ordinals [0, 1, 2]; DNS said last:")
                .hasMessageContaining("NX_DOMAIN")
                .hasMessageContaining("check service, namespace and cluster domain");
    }

    @Test
    void timeOutBeforeTheFirstAnswer_saysSo() {
        scene.hang(true);
        CompletableFuture<PeerView> one = scene.open().whenReached(1, Duration.ofSeconds(1));

        scene.advance(MINUTE);

        assertThatThrownBy(one::join).cause().hasMessageContaining("TIMEOUT");
    }

    @Test
    void stable_waitsForTheWindow_thatDnsTeaches() {
        PeerWatch watch = scene.open();
        CompletableFuture<PeerView> stable = watch.whenStable(Completeness.COMPLETE, Duration.ofMinutes(5));

        boolean reached = scene.time.advanceUntil(stable::isDone, Duration.ofMinutes(5));

        assertThat(reached).isTrue();
        assertThat(watch.state().stabilityWindow()).isEqualTo(Duration.ofSeconds(63));
        assertThat(scene.now()).isBetween(Duration.ofSeconds(63), Duration.ofSeconds(64));
    }

    @Test
    void stabilityWindow_isTheLongestOfConfiguredAndLearned() {
        PeerWatch configured = scene.open(
                WatchOptions.builder().stabilityWindow(Duration.ofMinutes(3)).build());
        scene.dns(listed(Duration.ofSeconds(5), true, ZERO, ONE));
        PeerWatch learned = scene.open();
        scene.advance(Duration.ofSeconds(5));

        assertThat(configured.state().stabilityWindow()).isEqualTo(Duration.ofMinutes(3));
        assertThat(learned.state().stabilityWindow()).isEqualTo(Duration.ofMillis(10_500));

        scene.dns(nxDomain());
        scene.advance(Duration.ofSeconds(20));
        assertThat(learned.state().stabilityWindow()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void windowLongerThanTheDeadline_isRefusedWithBoth() {
        PeerWatch watch = scene.open();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> watch.whenStable(Completeness.QUORUM, Duration.ofSeconds(2)))
                .withMessageContaining("stability window PT5S is longer than the deadline PT2S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> watch.whenReached(Completeness.QUORUM, Duration.ZERO))
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException().isThrownBy(() -> watch.whenReached(0, MINUTE));
    }

    @Test
    void close_endsEveryWait() {
        PeerWatch watch = scene.open();
        CompletableFuture<PeerView> never = watch.whenReached(9, Duration.ofHours(1));
        CompletableFuture<?> refresh = watch.refresh();
        watch.close();

        assertThatThrownBy(never::join).hasCauseInstanceOf(DiscoveryClosedException.class);
        assertThatThrownBy(refresh::join).hasCauseInstanceOf(DiscoveryClosedException.class);
        assertThatThrownBy(() -> watch.whenReached(1, MINUTE).join())
                .hasCauseInstanceOf(DiscoveryClosedException.class);
        assertThatThrownBy(() -> watch.refresh().join()).hasCauseInstanceOf(DiscoveryClosedException.class);
    }

    @Test
    void cancelledWait_leavesNothingBehind() {
        PeerWatch watch = scene.open();
        scene.advance(Duration.ofSeconds(1));
        int before = scene.time.pendingTasks();
        watch.whenReached(9, Duration.ofHours(1)).cancel(false);

        assertThat(scene.time.pendingTasks()).isEqualTo(before);
    }
}
