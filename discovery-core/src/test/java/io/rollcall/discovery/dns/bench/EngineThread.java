// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import java.lang.management.ManagementFactory;
import java.util.Comparator;

/** The thread on which one discovery does its work. */
record EngineThread(long id) {

    private static final String PREFIX = "rollcall-dns-";

    /** That of the discovery that was opened last. */
    static EngineThread newest() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(PREFIX))
                .max(Comparator.comparing(
                        thread -> Integer.valueOf(thread.getName().substring(PREFIX.length()))))
                .map(thread -> new EngineThread(thread.getId()))
                .orElseThrow();
    }

    long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(id);
    }
}
