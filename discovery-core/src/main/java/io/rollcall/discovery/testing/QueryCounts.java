// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many queries a server has received, by record type, transport and name. Immutable.
 *
 * <p>A message counts if it carries one readable question, whether it was answered or not.
 *
 * @since 0.1
 */
public final class QueryCounts {

    /** What is counted apart. */
    record Kind(String type, Transport transport) {}

    private final Map<Kind, Long> counts;
    private final Map<String, Long> names;

    QueryCounts(Map<Kind, Long> counts, Map<String, Long> names) {
        this.counts = Map.copyOf(counts);
        this.names = Map.copyOf(names);
    }

    /** All queries. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The queries for one record type.
     *
     * @param type the type's mnemonic in any case, {@code SRV}; {@code TYPE65280} for one without
     */
    public long of(String type) {
        return of(type, Transport.UDP) + of(type, Transport.TCP);
    }

    /** The queries for one record type over one transport. */
    public long of(String type, Transport transport) {
        return counts.getOrDefault(new Kind(type.toUpperCase(Locale.ROOT), transport), 0L);
    }

    /** The queries over one transport. */
    public long over(Transport transport) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().transport() == transport)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * How often each name was asked for, of whatever type; absolute names in lower case with their trailing dot.
     * Unmodifiable. Only the first 100,000 different names are kept.
     */
    public Map<String, Long> names() {
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QueryCounts that && counts.equals(that.counts) && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return 31 * counts.hashCode() + names.hashCode();
    }

    /** For instance {@code 2 A/UDP, 1 SRV/TCP}; {@code none}. */
    @Override
    public String toString() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((kind, count) -> sorted.put(kind.type() + "/" + kind.transport(), count));
        return sorted.isEmpty()
                ? "none"
                : sorted.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }
}
