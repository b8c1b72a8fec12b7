// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time used so far, by thread. What the JVM itself uses, above all its compiler and its garbage collector, belongs
 * to no Java thread and is part of the process only.
 *
 * @param at when, in nanoseconds
 * @param process that of the whole process
 * @param threads that of each living Java thread, by name and number
 */
record ThreadTimes(long at, long process, Map<String, Long> threads) {

    private static final String OURS = "rollcall";

    static ThreadTimes now() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        Map<String, Long> threads = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            long used = bean.getThreadCpuTime(thread.getId());
            if (used >= 0) {
                threads.put(thread.getName() + " " + thread.getId(), used);
            }
        }
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ThreadTimes(System.nanoTime(), system.getProcessCpuTime(), threads);
    }

    /** How much of a core Rollcall's threads used since. */
    double percentOfOurs(ThreadTimes before) {
        long used = threads.entrySet().stream()
                .filter(each -> each.getKey().startsWith(OURS))
                .mapToLong(each -> each.getValue() - before.threads().getOrDefault(each.getKey(), 0L))
                .sum();
        return percent(used, before);
    }

    /** How much of a core the whole process used since. */
    double percentOfProcess(ThreadTimes before) {
        return percent(process - before.process, before);
    }

    private double percent(long used, ThreadTimes before) {
        return 100.0 * used / (at - before.at);
    }
}
