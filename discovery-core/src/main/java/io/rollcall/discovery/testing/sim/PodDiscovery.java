// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerListener;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.watch.PeerWatches;
import io.rollcall.discovery.watch.WatchRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One process's way to the simulated DNS. */
final class PodDiscovery implements PeerDiscovery {

    private static final int HEADER_BYTES = 100;
    private static final int PEER_BYTES = 80;

    private final HeadlessService service;
    private final PodTime time;
    private final Supplier<DnsAnswer> dns;
    private final Supplier<Duration> latency;
    private final Duration deadline;
    private final PeerWatches watches;

    PodDiscovery(
            HeadlessService service,
            WatchRuntime runtime,
            PodTime time,
            Supplier<DnsAnswer> dns,
            Supplier<Duration> latency,
            Duration deadline) {
        this.service = service;
        this.time = time;
        this.dns = dns;
        this.latency = latency;
        this.deadline = deadline;
        watches = PeerWatches.of(this, runtime);
    }

    @Override
    public HeadlessService service() {
        return service;
    }

    @Override
    public CompletableFuture<LookupResult> lookup() {
        CompletableFuture<LookupResult> result = new CompletableFuture<>();
        Duration takes = latency.get();
        DnsAnswer answer = takes.compareTo(deadline) < 0 ? dns.get() : DnsAnswer.SILENCE;
        Duration wait = answer.kind() == DnsAnswer.Kind.SILENCE ? deadline : takes;
        time.later(wait, () -> result.complete(read(answer)));
        return result;
    }

    private LookupResult read(DnsAnswer answer) {
        return switch (answer.kind()) {
            case PEERS -> {
                List<Evidence> evidence = evidence(Verdict.ANSWER, answer);
                yield new LookupResult.Found(
                        new PeerView(
                                service,
                                answer.peers(),
                                PeerView.Source.FRESH,
                                time.instant(),
                                answer.ttl(),
                                answer.whole()),
                        evidence);
            }
            case NX_DOMAIN -> new LookupResult.Absent(evidence(Verdict.NX_DOMAIN, answer));
            case SERV_FAIL -> new LookupResult.Failed(evidence(Verdict.SERV_FAIL, answer));
            case SILENCE -> new LookupResult.Failed(evidence(Verdict.TIMEOUT, answer));
        };
    }

    private List<Evidence> evidence(Verdict verdict, DnsAnswer answer) {
        int bytes = verdict == Verdict.TIMEOUT
                ? 0
                : HEADER_BYTES + PEER_BYTES * answer.peers().size();
        return List.of(new Evidence(
                "SRV " + service.domain(), "10.96.0.10:53", "UDP", verdict, bytes, answer.ttl(), answer.whole()));
    }

    @Override
    public PeerWatch watch(WatchOptions options, PeerListener listener) {
        return watches.open(options, listener);
    }

    /** Not supported. */
    @Override
    public PeerView await(Completeness wanted, Duration within, Consumer<LookupResult> progress) {
        throw new UnsupportedOperationException("waiting would block the one thread of the simulation that could end"
                + " the wait; use watch(listener) and its whenReached");
    }

    @Override
    public void close() {
        watches.close();
    }
}
