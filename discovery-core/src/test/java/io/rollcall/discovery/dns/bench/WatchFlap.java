// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerView.Source;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.testing.VirtualTime;
import io.rollcall.discovery.watch.PeerWatches;
import io.rollcall.discovery.watch.WatchRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Two servers of which one is a peer behind answer in turns for an hour of virtual time: what is told then. */
final class WatchFlap implements PeerDiscovery {

    private static final int PEERS = 6;
    private static final Duration TTL = Duration.ofSeconds(5);

    private final HeadlessService service =
            HeadlessService.named("orders").expectedPeers(PEERS).build();
    private final VirtualTime time = new VirtualTime();
    private int lookups;

    private WatchFlap() {}

    static void run(Figures figures) {
        new WatchFlap().hour(figures);
    }

    private void hour(Figures figures) {
        List<PeerEvent> events = new ArrayList<>();
        WatchRuntime runtime = new WatchRuntime(time, time, time, time::nanoTime, new SplittableRandom(1));
        try (PeerWatches watches = PeerWatches.of(this, runtime)) {
            watches.open(WatchOptions.defaults(), events::add);
            time.advance(Duration.ofHours(1));
        }
        if (lookups < Duration.ofHours(1).dividedBy(TTL) / 2) {
            throw new IllegalStateException("only " + lookups + " lookups in an hour at TTL " + TTL);
        }
        figures.count("watch.flap.events", events.size() - PEERS, "events");
        figures.count("watch.flap.lookups", lookups, "lookups");
    }

    @Override
    public HeadlessService service() {
        return service;
    }

    @Override
    public CompletableFuture<LookupResult> lookup() {
        int listed = PEERS - lookups++ % 2;
        List<Peer> peers = IntStream.range(0, listed)
                .mapToObj(i -> new PeerId("orders", i))
                .map(id -> new Peer(id.podName(), Optional.of(id), List.of(), OptionalInt.of(8080)))
                .toList();
        PeerView view = new PeerView(service, peers, Source.FRESH, time.instant(), TTL, true);
        Evidence evidence =
                new Evidence("SRV " + service.domain(), "10.0.0.1:53", "UDP", Verdict.ANSWER, 512, TTL, true);
        return CompletableFuture.completedFuture(new Found(view, List.of(evidence)));
    }

    @Override
    public PeerView await(Completeness wanted, Duration deadline, Consumer<LookupResult> progress) {
        throw new UnsupportedOperationException("nobody waits here");
    }

    @Override
    public void close() {}
}
