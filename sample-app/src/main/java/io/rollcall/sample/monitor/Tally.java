// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import io.rollcall.sample.live.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Adds up what the lanes see. Thread-safe. */
final class Tally {

    /** A gap shorter than this is a slow answer and no news. */
    private static final long NEWS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final int waitReplicas;
    private final BiConsumer<Kind, String> news;
    private final Deque<WritesReport.Second> seconds = new ArrayDeque<>();
    private long acknowledged;
    private long failed;
    private long verified;
    private long lost;
    private long longestGapNanos;
    private String reason = "";
    private long worstOfOutageNanos;
    private int lanesInGap;
    private int acknowledgedNow;
    private int failedNow;
    private long slowestNanosNow;

    Tally(int waitReplicas, BiConsumer<Kind, String> news) {
        this.waitReplicas = waitReplicas;
        this.news = news;
    }

    /**
     * A write was acknowledged.
     *
     * @param tookNanos how long it took
     * @param gapNanos how long its lane had none before; 0 if the last one was acknowledged, too
     * @param endsGap whether the last one was not
     */
    void acknowledged(long tookNanos, long gapNanos, boolean endsGap) {
        boolean all;
        long worst;
        synchronized (this) {
            acknowledged++;
            acknowledgedNow++;
            slowestNanosNow = Math.max(slowestNanosNow, tookNanos);
            if (!endsGap) {
                return;
            }
            longestGapNanos = Math.max(longestGapNanos, gapNanos);
            worstOfOutageNanos = Math.max(worstOfOutageNanos, gapNanos);
            lanesInGap--;
            all = lanesInGap == 0;
            worst = worstOfOutageNanos;
            worstOfOutageNanos = all ? 0 : worst;
        }
        if (all && worst > NEWS_NANOS) {
            news.accept(
                    Kind.WRITES,
                    "all slots take writes again; the worst had none for " + TimeUnit.NANOSECONDS.toMillis(worst)
                            + " ms");
        }
    }

    /**
     * A write was not acknowledged.
     *
     * @param beginsGap whether its lane's last one was
     */
    void failed(String why, boolean beginsGap) {
        boolean first;
        synchronized (this) {
            failed++;
            failedNow++;
            reason = why;
            first = beginsGap && lanesInGap == 0;
            lanesInGap += beginsGap ? 1 : 0;
        }
        if (first) {
            news.accept(Kind.WRITES, "writes to some slots fail: " + why);
        }
    }

    /**
     * It was looked whether an acknowledged write is still there.
     *
     * @param gone whether it is not
     */
    void verified(boolean gone) {
        synchronized (this) {
            verified++;
            lost += gone ? 1 : 0;
        }
        if (gone) {
            news.accept(Kind.WRITES, "an acknowledged write is lost");
        }
    }

    /** Ends a second. */
    synchronized void second(long at) {
        seconds.addLast(new WritesReport.Second(
                at, acknowledgedNow, failedNow, TimeUnit.NANOSECONDS.toMillis(slowestNanosNow)));
        if (seconds.size() > WriteMonitor.SECONDS) {
            seconds.removeFirst();
        }
        acknowledgedNow = 0;
        failedNow = 0;
        slowestNanosNow = 0;
    }

    /**
     * The sums.
     *
     * @param gapNanos the longest gap that lasts now
     * @param last how many of the last seconds to tell
     */
    synchronized WritesReport report(long gapNanos, int last) {
        List<WritesReport.Second> kept = new ArrayList<>(seconds);
        return new WritesReport(
                waitReplicas,
                acknowledged,
                failed,
                verified,
                lost,
                TimeUnit.NANOSECONDS.toMillis(Math.max(longestGapNanos, gapNanos)),
                TimeUnit.NANOSECONDS.toMillis(gapNanos),
                reason,
                kept.subList(Math.max(0, kept.size() - last), kept.size()));
    }
}
