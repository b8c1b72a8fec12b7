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

    private static final int SECONDS_KEPT = 180;
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
    private int acknowledgedNow;
    private int failedNow;
    private long slowestNanosNow;

    Tally(int waitReplicas, BiConsumer<Kind, String> news) {
        this.waitReplicas = waitReplicas;
        this.news = news;
    }

    void acknowledged(int slot, long tookNanos, long sinceLastNanos, boolean endsGap) {
        synchronized (this) {
            acknowledged++;
            acknowledgedNow++;
            slowestNanosNow = Math.max(slowestNanosNow, tookNanos);
            if (endsGap) {
                longestGapNanos = Math.max(longestGapNanos, sinceLastNanos);
            }
        }
        if (endsGap && sinceLastNanos > NEWS_NANOS) {
            news.accept(
                    Kind.WRITES,
                    "writes to slot " + slot + " are acknowledged again, after "
                            + TimeUnit.NANOSECONDS.toMillis(sinceLastNanos) + " ms");
        }
    }

    void failed(int slot, String why, boolean beginsGap) {
        synchronized (this) {
            failed++;
            failedNow++;
            reason = why;
        }
        if (beginsGap) {
            news.accept(Kind.WRITES, "a write to slot " + slot + " failed: " + why);
        }
    }

    void verified(int slot, boolean gone) {
        synchronized (this) {
            verified++;
            lost += gone ? 1 : 0;
        }
        if (gone) {
            news.accept(Kind.WRITES, "an acknowledged write to slot " + slot + " is lost");
        }
    }

    /** Ends a second. */
    synchronized void second(long at) {
        seconds.addLast(new WritesReport.Second(
                at, acknowledgedNow, failedNow, TimeUnit.NANOSECONDS.toMillis(slowestNanosNow)));
        if (seconds.size() > SECONDS_KEPT) {
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
