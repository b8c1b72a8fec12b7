// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.discovery.WatchOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakePeerDiscoveryTest {

    private final HeadlessService service = HeadlessService.named("web")
            .statefulSet("web")
            .defaultPort(7000)
            .expectedPeers(2)
            .build();
    private final VirtualTime time = new VirtualTime();
    private final FakePeerDiscovery discovery = new FakePeerDiscovery(service, time);

    @Test
    void untilToldOtherwise_nobodyIsListed() {
        assertThat(discovery.lookup().join()).isInstanceOf(LookupResult.Absent.class);
        assertThat(discovery.lookups()).isEqualTo(1);
    }

    @Test
    void queuedResults_comeFirst_thenTheStandingOne() {
        discovery.peers("10.0.0.1", "10.0.0.2").then(discovery.failed(), discovery.found("10.0.0.1"));

        assertThat(discovery.lookup().join()).isInstanceOf(LookupResult.Failed.class);
        assertThat(peersOf(discovery.lookup().join())).containsExactly("web-0");
        assertThat(peersOf(discovery.lookup().join())).containsExactly("web-0", "web-1");
        assertThat(peersOf(discovery.lookup().join())).containsExactly("web-0", "web-1");
    }

    @Test
    void watch_seesWhatIsScripted_inVirtualTime() {
        List<PeerEvent> events = new ArrayList<>();
        discovery.peers("10.0.0.1", "10.0.0.2");
        try (var watch = discovery.watch(WatchOptions.defaults(), events::add)) {
            time.advance(Duration.ofSeconds(1));
            assertThat(watch.view().completeness()).isEqualTo(Completeness.COMPLETE);
            assertThat(events).hasOnlyElementsOfType(PeerEvent.PeerJoined.class).hasSize(2);

            discovery.peers("10.0.0.1");
            time.advance(Duration.ofMinutes(2));
            assertThat(events.get(2)).isInstanceOf(PeerEvent.PeerLeft.class);
        }
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void await_takesTheQueuedResults() throws Exception {
        discovery.then(discovery.absent(), discovery.found("10.0.0.1"), discovery.found("10.0.0.1", "10.0.0.2"));
        List<LookupResult> progress = new ArrayList<>();

        assertThat(discovery
                        .await(Completeness.COMPLETE, Duration.ofSeconds(10), progress::add)
                        .peers())
                .hasSize(2);
        assertThat(progress).hasSize(3);
    }

    @Test
    void await_failsAtItsDeadline_ifTheScriptHasNoMore() {
        discovery.peers("10.0.0.1");

        assertThatThrownBy(() -> discovery.await(Completeness.COMPLETE, Duration.ofMillis(20)))
                .isInstanceOf(PeersMissingException.class)
                .hasMessageContaining("missing ordinals [1]");
    }

    @Test
    void afterClose_lookupsFail() {
        discovery.close();

        assertThat(discovery.lookup())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(DiscoveryClosedException.class);
        assertThatThrownBy(() -> discovery.await(Completeness.QUORUM, Duration.ofSeconds(1)))
                .isInstanceOf(DiscoveryClosedException.class);
    }

    @Test
    void noAddress_isRefused() {
        assertThatThrownBy(discovery::peers).hasMessageContaining("absent()");
        assertThatThrownBy(() -> discovery.peers("web-0")).hasMessageContaining("web-0");
    }

    private static List<String> peersOf(LookupResult result) {
        return ((LookupResult.Found) result)
                .view().peers().stream().map(peer -> peer.name()).toList();
    }
}
