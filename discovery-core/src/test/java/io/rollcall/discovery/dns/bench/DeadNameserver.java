// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.HeadlessDns;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.config.ResolverConfigProvider;
import org.xbill.DNS.lookup.LookupSession;

/** The first of two nameservers takes every query and answers none. */
final class DeadNameserver {

    private static final int ROUNDS = 5;
    /** The engine's default. */
    private static final Duration TRY = Duration.ofSeconds(2);

    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private DeadNameserver() {}

    static void first(Figures figures) throws TextParseException {
        try (HeadlessDns dead = HeadlessDns.start();
                Published published = new Published(6)) {
            dead.inject(Fault.drop());
            List<InetSocketAddress> servers = List.of(dead.address(), published.dns.address());
            try (DnsPeerDiscovery warm = published.discovery(published.known())) {
                published.look(warm);
            }
            double[] over = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                over[round] = millis(published, servers) - TRY.toMillis();
            }
            figures.median("dns.deadfirst.over-try.ms", over, "ms");
            lookupSession(figures, published, servers);
        }
    }

    /** Each time with a new discovery, because one remembers which server is good. */
    private static double millis(Published published, List<InetSocketAddress> servers) {
        long start = System.nanoTime();
        try (DnsPeerDiscovery discovery =
                DnsPeerDiscovery.builder(published.known()).nameservers(servers).build()) {
            published.look(discovery);
            return (System.nanoTime() - start) / NANOS_PER_MILLI;
        }
    }

    /**
     * dnsjava's default session as it is; only that it finds the servers here and not in /etc/resolv.conf, which cannot
     * name ports.
     */
    private static void lookupSession(Figures figures, Published published, List<InetSocketAddress> servers)
            throws TextParseException {
        ResolverConfig.setConfigProviders(List.of(new Fixed(servers)));
        LookupSession session = LookupSession.defaultBuilder().build();
        Name name = Name.fromString(published.srvName());
        long start = System.nanoTime();
        int records = records(session, name);
        figures.measured("dns.deadfirst.lookupsession-ms", (System.nanoTime() - start) / NANOS_PER_MILLI, "ms");
        figures.count("dns.deadfirst.lookupsession-records", records, "records");
    }

    private static int records(LookupSession session, Name name) {
        try {
            return session.lookupAsync(name, Type.SRV)
                    .toCompletableFuture()
                    .join()
                    .getRecords()
                    .size();
        } catch (CompletionException failed) {
            return 0;
        }
    }

    private record Fixed(List<InetSocketAddress> servers) implements ResolverConfigProvider {
        @Override
        public List<Name> searchPaths() {
            return List.of();
        }

        @Override
        public void initialize() {}
    }
}
