// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.testing.VirtualTime;
import java.util.Locale;

/** The text of a history, and a running hash of what is too much to print. */
final class Journal {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final VirtualTime time;
    private final StringBuilder text = new StringBuilder(8192);
    private long lookups;
    private long hash = FNV_OFFSET;

    Journal(VirtualTime time) {
        this.time = time;
    }

    /** A line without a time. */
    void head(String line) {
        text.append(line).append('\n');
    }

    /** A line of now: {@code +12.000345 web-2#1 text}. */
    void note(String subject, Object what) {
        long micros = time.nanoTime() / NANOS_PER_MICRO;
        String fraction = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND);
        text.append('+')
                .append(micros / MICROS_PER_SECOND)
                .append('.')
                .append(fraction, 1, fraction.length())
                .append(' ')
                .append(subject)
                .append(' ')
                .append(what)
                .append('\n');
    }

    /** One lookup more; all of them together are one number at the end. */
    void lookup(int ordinal, DnsAnswer answer) {
        lookups++;
        hash = (hash ^ time.nanoTime()) * FNV_PRIME;
        hash = (hash ^ (ordinal * 31L + answer.kind().name().hashCode())) * FNV_PRIME;
        hash = (hash ^ (answer.peers().size() * 31L + answer.ttl().toSeconds())) * FNV_PRIME;
    }

    long lookups() {
        return lookups;
    }

    String finish() {
        return text.append(String.format(Locale.ROOT, "lookups %d digest %016x%n", lookups, hash)
                        .replace("\r", ""))
                .toString();
    }
}
