// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerListener;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.watch.PeerWatches;
import io.rollcall.discovery.watch.WatchRuntime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A discovery whose answers a test writes down. Watches are the real ones, on the test's {@link VirtualTime}:
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * FakePeerDiscovery discovery = new FakePeerDiscovery(service, time).peers("10.0.0.1", "10.0.0.2");
 * PeerWatch watch = discovery.watch(events::add);
 *
 * discovery.peers("10.0.0.1");            // the second pod is gone
 * time.advance(Duration.ofMinutes(2));    // long enough for the watch to believe it
 * }</pre>
 *
 * <p>Until told otherwise, nobody is listed. Answers that were queued with {@link #then} come first, one for each lookup;
 * then the one that was set last, for ever. Thread-safe.
 *
 * @since 0.1
 */
public final class FakePeerDiscovery implements PeerDiscovery {

    private static final Duration TTL = Duration.ofSeconds(5);

    private final HeadlessService service;
    private final VirtualTime time;
    private final PeerWatches watches;
    private final Deque<LookupResult> queued = new ArrayDeque<>();
    private LookupResult standing;
    private int changes;
    private int lookups;
    private boolean closed;

    /**
     * Lists nobody.
     *
     * @param service whose peers are found
     * @param time stamps views and runs watches
     */
    public FakePeerDiscovery(HeadlessService service, VirtualTime time) {
        this.service = service;
        this.time = time;
        watches = PeerWatches.of(
                this, new WatchRuntime(time, time, time, time::nanoTime, new SplittableRandom(service.hashCode())));
        standing = absent();
    }

    /**
     * From now on these are the peers: the first one has the lowest ordinal, and so on. Their port is the service's
     * default.
     *
     * @param addresses one IP address for each
     * @throws IllegalArgumentException if one is not an address, or there is none
     */
    public FakePeerDiscovery peers(String... addresses) {
        return answer(found(addresses));
    }

    /** From now on, until the next call, every lookup ends like this. Nothing that was queued remains. */
    public synchronized FakePeerDiscovery answer(LookupResult result) {
        queued.clear();
        standing = result;
        changes++;
        notifyAll();
        return this;
    }

    /** The next lookups end like this, one each, after what was queued before. */
    public synchronized FakePeerDiscovery then(LookupResult... results) {
        queued.addAll(Arrays.asList(results));
        notifyAll();
        return this;
    }

    /**
     * A result that lists peers, for {@link #then}, stamped with the present time and a TTL of 5 s.
     *
     * @throws IllegalArgumentException as {@link #peers}
     */
    public LookupResult found(String... addresses) {
        if (addresses.length == 0) {
            throw new IllegalArgumentException("no peers were given; use absent() for that");
        }
        List<Peer> peers = IntStream.range(0, addresses.length)
                .mapToObj(i -> peer(service.firstOrdinal() + i, addresses[i]))
                .toList();
        PeerView view = new PeerView(service, peers, PeerView.Source.FRESH, time.instant(), TTL, true);
        return new LookupResult.Found(view, evidence(Verdict.ANSWER, TTL));
    }

    /** A result that lists nobody, with a negative TTL of 5 s. */
    public LookupResult absent() {
        return new LookupResult.Absent(evidence(Verdict.NX_DOMAIN, TTL));
    }

    /** A result that says nothing: the server failed. */
    public LookupResult failed() {
        return new LookupResult.Failed(evidence(Verdict.SERV_FAIL, Duration.ZERO));
    }

    /** How many lookups there were. */
    public synchronized int lookups() {
        return lookups;
    }

    @Override
    public HeadlessService service() {
        return service;
    }

    /** Completes at once. */
    @Override
    public CompletableFuture<LookupResult> lookup() {
        return isClosed()
                ? CompletableFuture.failedFuture(new DiscoveryClosedException(service))
                : CompletableFuture.completedFuture(next());
    }

    /**
     * Takes what is queued, one result after the other, and then waits, in real time, for the test to set or queue another.
     */
    @Override
    public PeerView await(Completeness wanted, Duration deadline, Consumer<LookupResult> progress)
            throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            if (isClosed()) {
                throw new DiscoveryClosedException(service);
            }
            int before = changes();
            LookupResult result = next();
            progress.accept(result);
            if (result instanceof LookupResult.Found found
                    && found.view().completeness().reaches(wanted)) {
                return found.view();
            }
            if (!changed(before, end)) {
                throw new PeersMissingException(service, wanted, deadline, result);
            }
        }
    }

    @Override
    public PeerWatch watch(WatchOptions options, PeerListener listener) {
        return watches.open(options, listener);
    }

    @Override
    public void close() {
        watches.close();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized LookupResult next() {
        lookups++;
        LookupResult first = queued.poll();
        return first == null ? restamped() : first;
    }

    /** A standing answer is as fresh as the lookup that gets it. */
    private LookupResult restamped() {
        if (standing instanceof LookupResult.Found found && found.view().source() == PeerView.Source.FRESH) {
            PeerView view = found.view();
            PeerView now =
                    new PeerView(view.service(), view.peers(), view.source(), time.instant(), view.ttl(), view.whole());
            return new LookupResult.Found(now, found.rung(), found.evidence(), found.hints());
        }
        return standing;
    }

    private synchronized int changes() {
        return changes;
    }

    /** Whether there is something to look at that was not there before: waits for it until a time. */
    private synchronized boolean changed(int before, long end) throws InterruptedException {
        while (!closed && queued.isEmpty() && changes == before) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private Peer peer(int ordinal, String address) {
        PeerId id = new PeerId(service.statefulSet().orElse("web"), ordinal);
        return new Peer(id.podName(), Optional.of(id), TextAddress.parse(address), service.defaultPort());
    }

    private List<Evidence> evidence(Verdict verdict, Duration ttl) {
        return List.of(new Evidence("SRV " + service.domain(), "fake", "UDP", verdict, 0, ttl, true));
    }
}
