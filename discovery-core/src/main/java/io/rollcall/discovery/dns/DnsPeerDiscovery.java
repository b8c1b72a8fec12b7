// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.DiscoveryClosedException;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerListener;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.watch.PeerWatches;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Finds peers by asking DNS servers itself, without the JVM's resolver and its caches.
 *
 * <p>All instances in the process that ask the same servers with the same try time-out share one daemon thread, {@code
 * rollcall-dns-N}, and at most eight sockets while they look; these end when the last of the instances is
 * {@linkplain #close() closed}. Watches share one more thread, {@code rollcall-watch}, over all instances. Thread-safe.
 * Futures of {@link #lookup()} complete on the engine's thread, so what hangs on them must not block.
 *
 * @since 0.1
 */
public final class DnsPeerDiscovery implements PeerDiscovery {

    private final HeadlessService service;
    private final Duration lookupDeadline;
    private final Set<AddressFamily> families;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Memory memory;
    private final Engine engine;
    private final EventLoop loop;
    private final OpenCalls calls;
    private final PeerWatches watches;

    private DnsPeerDiscovery(Builder builder) {
        service = builder.service;
        lookupDeadline = builder.lookupDeadline;
        families = builder.families;
        clock = builder.clock;
        memory = new Memory(builder.ticker);
        random = builder.random.orElseGet(SecureRandom::new);
        watches = PeerWatches.of(this, clock, new SplittableRandom(random.nextLong()));
        calls = new OpenCalls(() -> new DiscoveryClosedException(service));
        engine = Engine.join(new Servers.Choice(builder.nameservers, builder.tryTimeout), calls, builder.random);
        loop = engine.loop();
    }

    /**
     * With the nameservers of {@code /etc/resolv.conf} and every other setting at its default.
     *
     * @param service whose peers are wanted
     */
    public static DnsPeerDiscovery of(HeadlessService service) {
        return builder(service).build();
    }

    /**
     * Starts the settings of a discovery.
     *
     * @param service whose peers are wanted
     */
    public static Builder builder(HeadlessService service) {
        return new Builder(service);
    }

    @Override
    public HeadlessService service() {
        return service;
    }

    @Override
    public CompletableFuture<LookupResult> lookup() {
        return lookup(lookupDeadline);
    }

    /** One look that ends within a time. */
    CompletableFuture<LookupResult> lookup(Duration within) {
        OpenCalls.Call<LookupResult> call = calls.open();
        long deadline = loop.now() + within.toNanos();
        loop.execute(() -> new Enumeration(
                        service, families, new Enquiry(engine.nameservers(), memory, deadline), memory, clock)
                .run()
                .thenAccept(call::succeed)
                .exceptionally(failure -> {
                    call.fail(failure);
                    return null;
                }));
        return call.future();
    }

    /** Completes after a time, on the engine's thread. */
    CompletableFuture<Boolean> pause(Duration length) {
        OpenCalls.Call<Boolean> call = calls.open();
        loop.execute(() -> loop.schedule(length, () -> call.succeed(true)));
        return call.future();
    }

    @Override
    public PeerView await(Completeness wanted, Duration deadline, Consumer<LookupResult> progress)
            throws InterruptedException {
        return new Wait(this, wanted, deadline, lookupDeadline, random).run(progress);
    }

    @Override
    public PeerWatch watch(WatchOptions options, PeerListener listener) {
        return watches.open(options, listener);
    }

    /** Whether its engine's thread is alive. */
    boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public void close() {
        watches.close();
        calls.close();
        engine.leave(calls);
    }

    /** The settings of a {@link DnsPeerDiscovery}. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofHours(1);

        private final HeadlessService service;
        private List<InetSocketAddress> nameservers = List.of();
        private Optional<Duration> tryTimeout = Optional.empty();
        private Duration lookupDeadline = Duration.ofSeconds(5);
        private Set<AddressFamily> families = EnumSet.allOf(AddressFamily.class);
        private InstantSource clock = InstantSource.system();
        private LongSupplier ticker = System::nanoTime;
        private Optional<RandomGenerator> random = Optional.empty();

        private Builder(HeadlessService service) {
            this.service = service;
        }

        /**
         * The servers to ask, in this order, instead of those of {@code /etc/resolv.conf}.
         *
         * @param nameservers one to three
         * @throws IllegalArgumentException if there are none or too many, or one has no address
         */
        public Builder nameservers(List<InetSocketAddress> nameservers) {
            if (nameservers.isEmpty() || nameservers.size() > Servers.MOST) {
                throw new IllegalArgumentException(
                        nameservers.size() + " nameservers given, but 1 to " + Servers.MOST + " can be asked");
            }
            for (InetSocketAddress nameserver : nameservers) {
                if (nameserver.isUnresolved()) {
                    throw new IllegalArgumentException("nameserver " + nameserver + " is not an IP address");
                }
            }
            this.nameservers = List.copyOf(nameservers);
            return this;
        }

        /**
         * How long one server may take for one question before the next is asked; 2 s unless set here or in
         * {@code /etc/resolv.conf}.
         *
         * @throws IllegalArgumentException if it is not more than zero and at most an hour
         */
        public Builder tryTimeout(Duration tryTimeout) {
            this.tryTimeout = Optional.of(positive("try time-out", tryTimeout));
            return this;
        }

        /**
         * How long one lookup may take with all its questions; 5 s unless set.
         *
         * @throws IllegalArgumentException if it is not more than zero and at most an hour
         */
        public Builder lookupDeadline(Duration lookupDeadline) {
            this.lookupDeadline = positive("lookup deadline", lookupDeadline);
            return this;
        }

        /** Asks for and keeps addresses of one family only; both unless set. */
        public Builder only(AddressFamily family) {
            families = EnumSet.of(family);
            return this;
        }

        /** Stamps the views; the system's clock unless set. Time-outs do not depend on it. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** Tells how long negative answers have been kept, in nanoseconds; {@link System#nanoTime} unless set. */
        Builder ticker(LongSupplier ticker) {
            this.ticker = ticker;
            return this;
        }

        /**
         * Makes message ids and jitter; a {@link SecureRandom} unless set. Foreseeable ids let others forge replies.
         * Given one, this discovery has an engine of its own.
         */
        public Builder random(RandomGenerator random) {
            this.random = Optional.of(random);
            return this;
        }

        /** Opens the discovery and starts its thread; nothing is sent before the first lookup. */
        public DnsPeerDiscovery build() {
            return new DnsPeerDiscovery(this);
        }

        private static Duration positive(String what, Duration value) {
            if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        what + " " + value + " is not more than zero and at most " + LONGEST);
            }
            return value;
        }
    }
}
