// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What 10,000 lookups leave behind, half of them over UDP and half over TCP: on the heap while open, and after close. */
final class Leak {

    private static final int LOOKUPS = 10_000;
    private static final int WARM_UP = 2_000;
    private static final int COLLECTIONS = 5;
    private static final double BYTES_PER_KIB = 1024;

    private Leak() {}

    static void run(Figures figures) throws IOException {
        try (Published few = new Published(5);
                Published many = new Published(40)) {
            both(few, many);
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            long sockets = Descriptors.sockets();
            long heap = heap();
            double growth = both(few, many);
            figures.measured("dns.leak10000.heap-open-kib", growth, "KiB");
            figures.measured("dns.leak10000.heap-kib", (heap() - heap) / BYTES_PER_KIB, "KiB");
            figures.count(
                    "dns.leak10000.threads", ManagementFactory.getThreadMXBean().getThreadCount() - threads, "threads");
            figures.count("dns.leak10000.sockets", Descriptors.sockets() - sockets, "sockets");
        }
    }

    /** Looks through two discoveries and closes them; the growth of the heap in KiB before that. */
    private static double both(Published few, Published many) {
        try (DnsPeerDiscovery udp = few.discovery(few.known());
                DnsPeerDiscovery tcp = many.discovery(many.known())) {
            look(few, udp, many, tcp, WARM_UP);
            long before = heap();
            look(few, udp, many, tcp, LOOKUPS);
            return (heap() - before) / BYTES_PER_KIB;
        }
    }

    private static void look(Published few, DnsPeerDiscovery udp, Published many, DnsPeerDiscovery tcp, int lookups) {
        for (int i = 0; i < lookups / 2; i++) {
            few.look(udp);
            many.look(tcp);
        }
    }

    /** The least of several collections. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
