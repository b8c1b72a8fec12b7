// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Name;

/**
 * An authoritative DNS server inside the process that serves headless services the way CoreDNS does in a Kubernetes
 * cluster: SRV, A and AAAA with glue, PTR, NXDOMAIN and NODATA with their SOA, EDNS, truncation over UDP and TCP.
 *
 * <p>It listens on a loopback port over UDP and TCP, the same number for both. Names it does not serve are refused;
 * nothing is forwarded. One daemon thread answers everything.
 *
 * <p>Thread-safe. Services and pods may change while it runs; each answer sees one consistent state.
 *
 * @since 0.1
 */
public final class HeadlessDns implements AutoCloseable {

    private final Zone zone;
    private final QueryCounter counter = new QueryCounter();
    private final FaultScript faults = new FaultScript();
    private final EventLoop loop;
    private final InetSocketAddress address;

    private HeadlessDns(Builder builder) throws IOException {
        Sockets sockets = Sockets.bind(new InetSocketAddress(builder.bindAddress, builder.port));
        address = sockets.address();
        zone = new Zone(builder.clusterDomain, builder.ttl, address.getAddress());
        Responder responder = new Responder(zone, builder.largestUdp, builder.random, counter, faults);
        try {
            loop = new EventLoop("headless-dns-" + address.getPort());
            new UdpEndpoint(sockets.udp(), responder::respond, loop);
            new TcpAcceptor(sockets.tcp(), responder::respond, loop, builder.idleTimeout);
            loop.start();
        } catch (IOException e) {
            sockets.close();
            throw e;
        }
    }

    /**
     * Starts a server for {@code cluster.local} on a free port of 127.0.0.1.
     *
     * @throws UncheckedIOException if there is no such port
     */
    public static HeadlessDns start() {
        return builder().start();
    }

    /** Starts the description of a server that differs from {@link #start()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where the server listens, over UDP and TCP; the same after {@link #close()}. */
    public InetSocketAddress address() {
        return address;
    }

    /** The absolute name of the cluster's zone, {@code cluster.local.} with its trailing dot. */
    public String clusterDomain() {
        return zone.clusterDomain().toString();
    }

    /**
     * The service of that name in the namespace {@code default}; see {@link #service(String, String)}.
     *
     * @throws IllegalArgumentException if the name is no label
     */
    public Service service(String name) {
        return service(name, "default");
    }

    /**
     * The service of that name, made now if there is none: headless, without ports and pods. Its namespace exists from
     * then on.
     *
     * @throws IllegalArgumentException if a name is not a label of RFC 1123 in lower case, or the whole is too long
     */
    public Service service(String name, String namespace) {
        return zone.service(name, namespace);
    }

    /**
     * Makes several changes as one: no answer sees some of them without the others. Answers wait meanwhile, so the
     * changes must not wait for one.
     */
    public void atomically(Runnable changes) {
        zone.change(changes);
    }

    /**
     * Spoils the answers to the queries that the filter selects, until the returned fault is closed or
     * {@link #clearFaults()}. What a client sees follows from the order of its queries alone.
     */
    public InjectedFault inject(Fault fault, QueryFilter filter) {
        return faults.inject(fault, filter);
    }

    /** Spoils every answer; see {@link #inject(Fault, QueryFilter)}. */
    public InjectedFault inject(Fault fault) {
        return inject(fault, QueryFilter.any());
    }

    /** Ends every fault. */
    public void clearFaults() {
        faults.clear();
    }

    /** What was asked since the start, or since {@link #resetQueries()}. */
    public QueryCounts queries() {
        return counter.counts();
    }

    /** Counts from zero again. */
    public void resetQueries() {
        counter.reset();
    }

    /** The answer that this server's state gives, unspoiled. */
    Reply answer(Name name, int type) {
        return DnsZones.answer(name, type, zone.snapshot());
    }

    /** Closes the sockets and every connection and ends the thread. A second call does nothing. */
    @Override
    public void close() {
        loop.close();
    }

    @Override
    public String toString() {
        return "HeadlessDns[" + clusterDomain() + " on " + address + "]";
    }

    /**
     * Describes a server. Not thread-safe; every setter returns the builder itself.
     *
     * @since 0.1
     */
    public static final class Builder {

        /** kubeadm's Corefile: {@code ttl 30}. */
        private static final Duration DEFAULT_TTL = Duration.ofSeconds(30);
        /** CoreDNS, plugin/kubernetes/setup.go: "ttl must be in range [0, 3600]". */
        private static final Duration LONGEST_TTL = Duration.ofHours(1);
        /** What bufsize lowers EDNS sizes to unless told otherwise. */
        private static final int DEFAULT_LARGEST_UDP = 1232;

        private static final int SMALLEST_UDP = 512;
        private static final int LARGEST_UDP = 65_507;
        /** miekg/dns, server.go, tcpIdleTimeout as CoreDNS sets it. */
        private static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(10);

        private Name clusterDomain = DnsLabel.domain("cluster domain", "cluster.local");
        private Duration ttl = DEFAULT_TTL;
        private InetAddress bindAddress = TextAddress.parse("127.0.0.1").get(0);
        private int port;
        private int largestUdp = DEFAULT_LARGEST_UDP;
        private Duration idleTimeout = DEFAULT_IDLE_TIMEOUT;
        private RandomGenerator random = new SplittableRandom();

        private Builder() {}

        /**
         * The cluster's DNS domain; {@code cluster.local} unless set.
         *
         * @throws IllegalArgumentException if it is no domain name in lower case
         */
        public Builder clusterDomain(String clusterDomain) {
            this.clusterDomain = DnsLabel.domain("cluster domain", clusterDomain);
            return this;
        }

        /**
         * The TTL of records and, up to 300 s, of negative answers; 30 s unless set, as kubeadm does.
         *
         * @param ttl 0 to 3600 s, whole seconds
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder ttl(Duration ttl) {
            if (ttl.isNegative() || ttl.compareTo(LONGEST_TTL) > 0 || ttl.toNanosPart() != 0) {
                throw new IllegalArgumentException("TTL " + ttl + " is not 0 to 3600 whole seconds");
            }
            this.ttl = ttl;
            return this;
        }

        /** The local address to listen on; 127.0.0.1 unless set. */
        public Builder bindAddress(InetAddress bindAddress) {
            this.bindAddress = bindAddress;
            return this;
        }

        /**
         * The port to listen on, over UDP and TCP; 0, which is any free one, unless set.
         *
         * @throws IllegalArgumentException if it is not 0 to 65535
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
            }
            this.port = port;
            return this;
        }

        /**
         * The longest answer over UDP whatever EDNS size a client offers, in bytes; 1232 unless set.
         *
         * @throws IllegalArgumentException if it is not 512 to 65507
         */
        public Builder largestUdpAnswer(int bytes) {
            if (bytes < SMALLEST_UDP || bytes > LARGEST_UDP) {
                throw new IllegalArgumentException("largest UDP answer " + bytes + " is not 512 to 65507 bytes");
            }
            this.largestUdp = bytes;
            return this;
        }

        /**
         * How long a TCP connection may be silent before the server closes it; 10 s unless set.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder idleTimeout(Duration idleTimeout) {
            if (idleTimeout.isNegative() || idleTimeout.isZero()) {
                throw new IllegalArgumentException("idle time-out " + idleTimeout + " is not positive");
            }
            this.idleTimeout = idleTimeout;
            return this;
        }

        /** The source of the order in which addresses come; a seeded one repeats it. Used by one thread. */
        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws UncheckedIOException if it cannot listen where it should
         */
        public HeadlessDns start() {
            try {
                return new HeadlessDns(this);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "HeadlessDns cannot listen on " + bindAddress.getHostAddress() + " port " + port
                                + " over UDP and TCP (" + e.getMessage()
                                + "); choose a local address, and port 0 for any free one",
                        e);
            }
        }
    }
}
